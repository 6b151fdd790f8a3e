import { useEffect, useState } from 'react'
import type { CaseCounts, CaseLookalikes, CaseMatter } from '#contract/case.ts'
import { CallRefused, call } from '../../access/call.ts'
import { shownName } from '../../incidents/log-sentence.ts'
import { useDepartmentName } from '../case-city.tsx'
import { CaseClocks } from '../parts/case-clocks.tsx'
import { CaseHead } from '../parts/case-head.tsx'
import { CaseLog } from '../parts/case-log.tsx'
import { CaseMap, CaseWords } from '../parts/case-shown.tsx'
import { CaseSteps } from '../parts/case-steps.tsx'
import { useVerbStart } from '../parts/verb-dialog.tsx'
import { useCase } from '../use-case.ts'
import { useCaseWords } from '../use-case-words.ts'
import { VerbBar } from './verb-bar.tsx'

export interface CaseFileProps {
  readonly id: string
  readonly counts: CaseCounts | undefined
  onOpen(id: string): void
}

/** One case whole: what it is, how far it is, where, what was shown and said, whose turn it is, its clocks, its log, its verbs. */
export function CaseFile({ id, counts, onOpen }: CaseFileProps) {
  const w = useCaseWords()
  const { followed, found, log } = useCase(id)
  const lookalikes = useLookalikes(found)
  if (followed.kind === 'waiting') return <p className="nothing hatched">{w('waiting')}</p>
  if (!found) return <p className="nothing">{w('gone')}</p>
  return (
    <article className="case-file" aria-label={w('file', { number: found.state.number })}>
      <div className="case-file-body">
        <CaseHead found={found} />
        <CaseSteps state={found.state} />
        <section className="case-scene" aria-label={w('shown')}>
          <CaseMap found={found} lookalikes={lookalikes} />
          <div>
            <CaseWords state={found.state} />
            <Lookalikes lookalikes={lookalikes} onOpen={onOpen} />
          </div>
        </section>
        <div className="case-work">
          <Held found={found} counts={counts} />
          <CaseClocks state={found.state} />
        </div>
        <CaseLog log={log} />
      </div>
      <VerbBar key={id} found={found} followed={followed} lookalikes={lookalikes} />
    </article>
  )
}

function Lookalikes({ lookalikes, onOpen }: { readonly lookalikes: CaseLookalikes['lookalikes']; onOpen(id: string): void }) {
  const w = useCaseWords()
  if (lookalikes.length === 0) return null
  return (
    <section aria-label={w('lookalikes')} className="case-lookalikes">
      <h3>{w('lookalikes')}</h3>
      <ul>
        {lookalikes.map(({ case: one, metres }) => (
          <li key={one.id}>
            <button type="button" className="phase-press" onClick={() => onOpen(one.id)}>
              <span className="one-line strong">{one.what}</span>
              <span className="soft">
                {metres === undefined
                  ? w('lookalikes.note.nowhere', { number: one.number })
                  : w('lookalikes.note', { number: one.number, metres: Math.round(metres) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who has it, or whom it would go to, with how much they have already. */
function Held({ found, counts }: { readonly found: CaseMatter; readonly counts: CaseCounts | undefined }) {
  const w = useCaseWords()
  const departmentName = useDepartmentName()
  const { department } = useVerbStart(found)
  const { state } = found
  const isGiven = state.department !== undefined
  const tally = counts?.departments.find((one) => one.department === department)
  return (
    <section aria-label={w(isGiven ? 'handled' : 'dispatch.to')}>
      <h3>{w(isGiven ? 'handled' : 'dispatch.to')}</h3>
      <p className="case-held">
        <span className="strong">{department === '' ? w('form.department.none') : departmentName(department)}</span>
        {!isGiven && department !== '' && <span className="soft">{w('dispatch.usual')}</span>}
        {tally && (
          <span className="soft">
            {tally.overdue > 0
              ? w('dispatch.has.overdue', { n: tally.count, overdue: tally.overdue })
              : w('dispatch.has', { n: tally.count })}
          </span>
        )}
      </p>
      {isGiven && <p className="soft">{state.taker ? w('handled.by', { name: shownName(state.taker) }) : w('handled.nobody')}</p>}
    </section>
  )
}

/** Open cases that may be the same, read anew when the case has another place or other words. */
function useLookalikes(found: CaseMatter | undefined): CaseLookalikes['lookalikes'] {
  const [held, setHeld] = useState<CaseLookalikes['lookalikes']>([])
  const [id, isOpen] = [found?.id, found?.isOpen === true]
  useEffect(() => {
    let isOver = false
    setHeld([])
    if (id === undefined || !isOpen) return
    call<CaseLookalikes>('GET', `/api/cases/${id}/lookalikes`).then(
      ({ lookalikes }) => !isOver && setHeld(lookalikes),
      (fault: unknown) => {
        // Nothing is offered where nothing can be read; the case itself says when the line is down.
        if (!(fault instanceof CallRefused)) throw fault
      },
    )
    return () => {
      isOver = true
    }
  }, [id, isOpen])
  return held
}
