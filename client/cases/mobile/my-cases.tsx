import { type ReactNode, useState } from 'react'
import { CASE_MINE, type CaseLine, type CaseMine } from '#contract/case.ts'
import { useOutbox } from '../../incidents/field/field-kit.ts'
import { FieldHead } from '../../incidents/mobile/field-head.tsx'
import { Kept } from '../../incidents/mobile/kept.tsx'
import { useRefusalWords } from '../../incidents/parts/command-state.tsx'
import { useAreaName } from '../../incidents/use-addressee.ts'
import { useHolder } from '../../incidents/use-incidents.ts'
import { useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { useCaseCity, useCategoryName } from '../case-city.tsx'
import { lineDue } from '../case-due.ts'
import { REPORT, WORK } from '../case-work.ts'
import { CaseDueMark } from '../parts/case-due-mark.tsx'
import { CaseTrack } from '../parts/case-track.tsx'
import { useCaseWords } from '../use-case-words.ts'
import { useMyCases } from './use-my-cases.ts'

/** My cases as cards: what waits for me, what I reported, what I took on; and under the thumb the report of another one. */
export function MyCases({ end }: { readonly end: ReactNode }) {
  const w = useCaseWords()
  const format = useFormat()
  const refusal = useRefusalWords()
  const { begin } = usePlace()
  const { may } = useHolder()
  const [mine, setMine] = useState<CaseMine>('to-do')
  const cases = useMyCases(mine)
  const { entries } = useOutbox()
  const reports = entries.filter(({ command, fate }) => command.verb === 'case.report' && fate.kind !== 'delivered')
  return (
    <>
      <FieldHead title={w('field.title')}>{end}</FieldHead>
      <main id="content" className="field-main" tabIndex={-1}>
        <fieldset className="case-choices case-mine" aria-label={w('field.mine')}>
          {CASE_MINE.map((one) => (
            <button key={one} type="button" className="choice" aria-pressed={one === mine} onClick={() => setMine(one)}>
              {w(`mine.${one}`)}
            </button>
          ))}
        </fieldset>
        {reports.map((entry) => (
          <Kept key={entry.command.commandId} entry={entry} />
        ))}
        {cases.kind === 'reading' && <p className="nothing hatched">{w('waiting')}</p>}
        {cases.kind === 'refused' && <p className="nothing">{w('refused', { reason: refusal(cases.code) })}</p>}
        {cases.kind === 'old' && (
          <p className="nothing">{w('field.old', { time: `${format.date(cases.at).slice(5)} ${format.time(cases.at)}` })}</p>
        )}
        {(cases.kind === 'here' || cases.kind === 'old') && (
          <>
            {cases.lines.length === 0 && <p className="nothing">{w(mine === 'to-do' ? 'field.none.to-do' : 'field.none')}</p>}
            <ul>
              {cases.lines.map((line) => (
                <li key={line.id}>
                  <CaseCard line={line} />
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
      {may('cases:report') && (
        <div className="answer-bar">
          <button type="button" className="press press-primary answer-main" onClick={() => begin(`${WORK}/${REPORT}`)}>
            {w('field.report')}
          </button>
        </div>
      )}
    </>
  )
}

function CaseCard({ line }: { readonly line: CaseLine }) {
  const w = useCaseWords()
  const now = useNow(30_000)
  const city = useCaseCity()
  const areaName = useAreaName()
  const category = useCategoryName()
  const { begin } = usePlace()
  const { entries } = useOutbox()
  const due = lineDue(line, now, city)
  const waiting = entries.filter(({ command, fate }) => command.matter === line.id && fate.kind !== 'delivered')
  return (
    <button
      type="button"
      className={`field-card is-incident${due.kind === 'over' ? ' is-over' : ''}`}
      onClick={() => begin(`${WORK}/${line.id}`)}
    >
      <span className="field-card-words">
        <span className="field-card-title">
          {line.isUrgent && <span className="due-word">{w('urgent')}</span>} {line.what}
        </span>
        <span className="soft field-small">
          <span className="fig">{line.number.slice(-6)}</span> · {category(line.category).name} · {areaName(line.area)}{' '}
          {line.placeText}
        </span>
        <span className="field-card-track">
          <CaseTrack stage={line.stage} />
          {line.suspended ? <span className="case-chip">{w(`suspended.${line.suspended}`)}</span> : <CaseDueMark due={due} />}
        </span>
        {waiting.map((entry) => (
          <Kept key={entry.command.commandId} entry={entry} />
        ))}
      </span>
    </button>
  )
}
