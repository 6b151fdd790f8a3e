import type { DecisionMatter, EvidenceCheck } from '#contract/decision.ts'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import { useRead } from '../../access/use-read.ts'
import { Glyph } from '../../design/glyph.tsx'
import { useFormat, usePlace } from '../../state/hooks.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { useOpenIncidents, useOpenOrders } from '../use-incidents.ts'
import { useDecisionWords } from './use-decision-words.ts'
import { useFigureWords } from './use-figure-words.ts'

/** Everything a decision rests on, as it was frozen, held against the record as it is read. */
export function EvidenceSheet({ decision: { id, state }, onClose }: { readonly decision: DecisionMatter; onClose(): void }) {
  const w = useDecisionWords()
  const format = useFormat()
  const refusal = useRefusalWords()
  const figures = useFigureWords()
  const { begin } = usePlace()
  const { reading, again } = useRead<EvidenceCheck>(`/api/decisions/${id}/evidence`)
  const check = reading.kind === 'here' ? reading.body : undefined
  const { incidents } = useOpenIncidents()
  const { orders } = useOpenOrders()
  // What is over, or beyond the remit, is known by its number alone.
  const titleOf = ({ id: one }: { readonly id: string }) =>
    [...incidents, ...orders].find((matter) => matter.id === one)?.state.title ?? one
  const { evidence } = state
  return (
    <Dialog title={`${w('evidence.title')} · ${state.question}`} onClose={onClose} isDrawer>
      <div className="evidence">
        <p className="soft">{w('evidence.at', { time: format.seconds(evidence.at), revision: evidence.revision })}</p>
        <ul className="evidence-rows">
          {evidence.points.map((point, index) => {
            const checked = check?.points[index]
            return (
              <li key={`${point.metric}@${point.area}/${point.step}`}>
                <span className="evidence-name">
                  {figures.metricName(point.metric)} <span className="soft">{figures.areaName(point.area)}</span>
                </span>
                <b className="fig evidence-value">{figures.point(point)}</b>
                <span className="soft evidence-trust">
                  <Glyph kind={point.freshness === 'empty' ? 'silent' : point.freshness} />{' '}
                  {point.observedAt === null ? '–' : format.seconds(point.observedAt)}
                  {point.coverage.expected > 1 &&
                    ` · ${w('evidence.coverage', { reported: point.coverage.reported, expected: point.coverage.expected })}`}
                </span>
                <CheckMark isSame={checked?.isSame} />
                {checked?.now && checked.now.value !== point.value && (
                  <span className="soft evidence-now">{w('evidence.now', { value: figures.point(checked.now) })}</span>
                )}
              </li>
            )
          })}
          {evidence.matters.map((matter, index) => {
            const checked = check?.matters[index]
            return (
              <li key={`${matter.kind}/${matter.id}`}>
                <span className="evidence-name">
                  {matter.kind === 'incident' ? (
                    <button type="button" className="phase-press" onClick={() => begin(`incidents/${matter.id}`)}>
                      {titleOf(matter)}
                    </button>
                  ) : (
                    titleOf(matter)
                  )}
                </span>
                <span className="soft evidence-trust">
                  {w('evidence.matter', { kind: w(`kind.${matter.kind}`), version: matter.version })}
                </span>
                <CheckMark isSame={checked?.isSame} />
                {checked && checked.version !== null && checked.version !== matter.version && (
                  <span className="soft evidence-now">{w('evidence.matter.now', { version: checked.version })}</span>
                )}
              </li>
            )
          })}
        </ul>
        {check && (
          <p className="strong">
            <Glyph kind={check.isIntact ? 'live' : 'fault'} /> {w(check.isIntact ? 'evidence.intact' : 'evidence.broken')}
          </p>
        )}
        {reading.kind === 'refused' && <p className="field-hint is-fault">{refusal(reading.refusal.code)}</p>}
        <div className="dialog-end">
          <Press onPress={again}>{w('evidence.check')}</Press>
        </div>
      </div>
    </Dialog>
  )
}

function CheckMark({ isSame }: { readonly isSame: boolean | undefined }) {
  const w = useDecisionWords()
  if (isSame === undefined) return <span className="soft evidence-check hatched">{w('evidence.unchecked')}</span>
  return (
    <span className="evidence-check">
      <Glyph kind={isSame ? 'live' : 'fault'} /> {w(isSame ? 'evidence.same' : 'evidence.differs')}
    </span>
  )
}
