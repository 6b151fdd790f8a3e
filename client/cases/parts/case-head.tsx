import type { CaseMatter } from '#contract/case.ts'
import { shownName } from '../../incidents/log-sentence.ts'
import { useAreaName } from '../../incidents/use-addressee.ts'
import { useFormat, useNow } from '../../state/hooks.ts'
import { useCaseCity, useCategoryName } from '../case-city.tsx'
import { caseDue } from '../case-due.ts'
import { channelName } from '../channel-name.ts'
import { dueWords, spanWords } from '../due-words.ts'
import { useCaseWords } from '../use-case-words.ts'
import { CaseDueMark } from './case-due-mark.tsx'

/** What a case is: its number, its category, what was seen, where, who told it; and how its clock stands, in words. */
export function CaseHead({ found: { openedAt, state } }: { readonly found: CaseMatter }) {
  const w = useCaseWords()
  const now = useNow(1_000)
  const { time } = useCaseCity()
  const category = useCategoryName()(state.category)
  const areaName = useAreaName()
  const due = caseDue(state, now, time)
  const told = useTold(openedAt, state)
  return (
    <header className="case-head">
      <p className="case-head-line">
        <span className="fig">{state.number}</span>
        {category.kind && <span className="case-chip">{w(`kind.${category.kind}`)}</span>}
        <span className="case-chip">{[category.group, category.name].filter(Boolean).join(' · ')}</span>
        {state.isUrgent && <span className="due-word">{w('urgent')}</span>}
        <span className="push" />
        {state.suspension ? (
          <span className="case-chip is-strong">{w(`suspended.${state.suspension.kind}`)}</span>
        ) : (
          <CaseDueMark due={due} />
        )}
      </p>
      <h2>{state.what}</h2>
      <p className="soft">
        {areaName(state.place.area)} {state.place.text}
        <br />
        {told}
        {due.kind !== 'none' && !state.suspension && (
          <>
            <br />
            <span className="case-head-due">{dueWords(due, time.dayMs, w)}</span>
          </>
        )}
      </p>
      <Standing state={state} />
    </header>
  )
}

function useTold(openedAt: number, { origin, by }: CaseMatter['state']): string {
  const w = useCaseWords()
  const format = useFormat()
  const time = `${format.date(openedAt)} ${format.time(openedAt)}`
  switch (origin.kind) {
    case 'person':
      return w('told.by', { time, name: by ? shownName(by) : '' })
    case 'source':
      return w('told.source', { time, channel: channelName(origin.channel ?? '', w), key: origin.key ?? '' })
    case 'alarm':
      return w('told.alarm', { time })
  }
}

/** What stands in its way or was decided beside its way: a request, a suspension, a rejection, a merger. */
function Standing({ state }: { readonly state: CaseMatter['state'] }) {
  const w = useCaseWords()
  const format = useFormat()
  const { time } = useCaseCity()
  const { request, suspension, merged, reason, stage } = state
  const day = (at: number) => `${format.date(at)} ${format.time(at)}`
  const lines = [
    request && w('request', { name: shownName(request.by), kind: w(`ask.${request.kind}`), reason: request.reason }),
    request?.ms !== undefined && w('request.more', { span: spanWords(request.ms, time.dayMs, w) }),
    request?.until !== undefined && w('request.until', { time: day(request.until) }),
    suspension && w('suspension', { kind: w(`suspended.${suspension.kind}`), reason: suspension.reason }),
    suspension?.until !== undefined && w('suspension.until', { time: day(suspension.until) }),
    merged && w('merged.into', { number: merged.number }),
    (stage === 'rejected' || stage === 'void') && reason !== undefined && w(`reason.${stage}`, { reason }),
    state.duplicates.length > 0 && w('duplicates', { n: state.duplicates.length }),
  ].filter((line): line is string => typeof line === 'string')
  if (lines.length === 0) return null
  return <p className="case-standing">{lines.join(' · ')}</p>
}
