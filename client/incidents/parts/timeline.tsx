import { useMemo, useState } from 'react'
import type { RecordedEvent } from '#contract/matter.ts'
import { Select } from '../../access/parts/select.tsx'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { useFormat, useNames } from '../../state/hooks.ts'
import { LOG_KINDS, type LogKind, logLines } from '../log-sentence.ts'
import { useWords } from '../use-words.ts'

/** The log of an incident as sentences, newest first, each with its time and its kind in a word. */
export function Timeline({ log }: { log: readonly RecordedEvent[] }) {
  const w = useWords()
  const name = useNames()
  const format = useFormat()
  const [only, setOnly] = useState<LogKind | ''>('')
  const lines = useMemo(() => logLines(log, { w, name, time: format.time }), [log, w, name, format])
  const shown = only === '' ? lines : lines.filter(({ kind }) => kind === only)
  return (
    <div className="timeline">
      <div className="timeline-head">
        <span className="soft">{w('log.count', { n: lines.length })}</span>
        <Select label={w('log.filter')} isLabelHidden value={only} onValue={(next) => setOnly(next as LogKind | '')}>
          <option value="">{w('log.all')}</option>
          {LOG_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w(`log-kind.${kind}`)}
            </option>
          ))}
        </Select>
      </div>
      {shown.length === 0 && <p className="nothing">{w('log.empty')}</p>}
      <ol className="rows">
        {shown.map(({ version, at, kind, sentence, attachments }) => (
          <li key={version} className="log-line">
            <time className="fig soft" dateTime={new Date(at).toISOString()} title={format.seconds(at)}>
              {format.time(at)}
            </time>
            <span className={`log-kind is-${kind}`}>{w(`log-kind.${kind}`)}</span>
            <span className="log-words">
              {sentence}
              <FileThumbs attachments={attachments} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
