import { useMemo } from 'react'
import type { CaseEvent } from '#contract/case.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { useFormat } from '../../state/hooks.ts'
import { useCaseCity, useDepartmentName } from '../case-city.tsx'
import { caseLog } from '../case-log-sentence.ts'
import { spanWords } from '../due-words.ts'
import { useCaseWords } from '../use-case-words.ts'

/** What happened to a case, newest first. */
export function CaseLog({ log }: { readonly log: readonly RecordedEvent<CaseEvent>[] }) {
  const w = useCaseWords()
  const format = useFormat()
  const department = useDepartmentName()
  const { time } = useCaseCity()
  // biome-ignore lint/correctness/useExhaustiveDependencies: names of departments change with the language, as the words do
  const lines = useMemo(() => {
    const stamp = (at: number) => `${format.date(at).slice(5)} ${format.time(at)}`
    return caseLog(log, { w, department, time: stamp, span: (ms) => spanWords(ms, time.dayMs, w) })
  }, [log, w, format, time])
  return (
    <section aria-label={w('log')}>
      <h3>{w('log')}</h3>
      <ol className="case-log">
        {lines.map(({ version, at, sentence, attachments }) => (
          <li key={version}>
            <time className="fig soft" dateTime={new Date(at).toISOString()} title={format.seconds(at)}>
              {format.date(at).slice(5)} {format.time(at)}
            </time>
            <span>
              {sentence}
              <FileThumbs attachments={attachments} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
