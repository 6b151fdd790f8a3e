import { useState } from 'react'
import type { CommandTables, MeasureRule } from '#contract/command-tables.ts'
import { type IncidentState, LEVELS } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { useRead } from '../../access/use-read.ts'
import { useFormat, useNames } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { measuresFor, measureWritten } from '../measures-for.ts'
import { Ask } from '../parts/ask.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useHolder } from '../use-incidents.ts'

interface MeasuresProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}

/** Quantities the level is judged by besides casualties: what is known of each, who said so, and what makes which level. */
export function Measures({ id, state, followed }: MeasuresProps) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const { may } = useHolder()
  const [entering, setEntering] = useState<MeasureRule>()
  const { reading } = useRead<CommandTables>('/api/command/tables')
  const rules = reading.kind === 'here' ? measuresFor(reading.body.levels, state) : []
  if (reading.kind !== 'here') return null
  return (
    <section className="block" aria-label={w('measures.title')}>
      <h2 className="block-head">
        {w('measures.title')} <span className="soft">{rules.length === 0 ? w('measures.none') : w('measures.note')}</span>
      </h2>
      <ul className="rows">
        {rules.map((rule) => {
          const known = state.measured[rule.id]
          const unit = rule.unit ? name(rule.unit) : rule.isShare ? '%' : ''
          return (
            <li key={rule.id} className="measure">
              <span className="row-words">
                <span className="strong">{name(rule.names)}</span>
                <span className="soft">
                  {LEVELS.flatMap((level) => {
                    const min = rule.least[level]
                    return min === undefined || min === 0 ? [] : [w('measures.least', { level, min })]
                  }).join(' · ')}
                </span>
              </span>
              <span className="row-words">
                <span className="strong">
                  {known === undefined
                    ? '–'
                    : rule.isYesOrNo
                      ? w(known.value > 0 ? 'measures.yes' : 'measures.no')
                      : `${format.number(known.value, rule.isShare ? 1 : 0)} ${unit}`}
                </span>
                <span className="soft">{known && w('measures.said', { source: known.source, time: format.time(known.at) })}</span>
              </span>
              {may('incidents:open') && (
                <Press kind="quiet" onPress={() => setEntering(rule)}>
                  {w('measures.enter')}
                </Press>
              )}
            </li>
          )
        })}
      </ul>
      {entering && <Enter id={id} rule={entering} followed={followed} onClose={() => setEntering(undefined)} />}
    </section>
  )
}

function Enter({
  id,
  rule,
  followed,
  onClose,
}: {
  readonly id: string
  readonly rule: MeasureRule
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const { command, send } = useCommand(followed)
  const [written, setWritten] = useState({ value: '', numerator: '', denominator: '' })
  const [source, setSource] = useState('')
  const said = measureWritten(rule, written)
  const share = said && 'numerator' in said ? (100 * said.numerator) / said.denominator : undefined
  const unit = rule.unit ? `（${name(rule.unit)}）` : ''
  return (
    <Ask
      title={name(rule.names)}
      verb={w('measures.enter')}
      command={command}
      blocked={said === undefined ? w('measures.value') : source.trim() === '' ? w('measures.source') : undefined}
      onSend={() => void send(`/api/incidents/${id}/measures`, { measure: rule.id, ...said, source: source.trim() })}
      onClose={onClose}
    >
      {rule.isYesOrNo ? (
        <fieldset className="choices" aria-label={name(rule.names)}>
          {(['1', '0'] as const).map((value) => (
            <button
              key={value}
              type="button"
              className="choice"
              aria-pressed={written.value === value}
              onClick={() => setWritten({ ...written, value })}
            >
              {w(value === '1' ? 'measures.yes' : 'measures.no')}
            </button>
          ))}
        </fieldset>
      ) : rule.isShare ? (
        <div className="form-pair">
          <Field
            label={w('measures.numerator')}
            value={written.numerator}
            inputMode="decimal"
            maxLength={12}
            onText={(numerator) => setWritten({ ...written, numerator })}
          />
          <Field
            label={w('measures.denominator')}
            value={written.denominator}
            inputMode="decimal"
            maxLength={12}
            hint={share === undefined ? undefined : w('measures.share', { value: format.number(share, 1) })}
            onText={(denominator) => setWritten({ ...written, denominator })}
          />
        </div>
      ) : (
        <Field
          label={`${w('measures.value')}${unit}`}
          value={written.value}
          inputMode="decimal"
          maxLength={12}
          onText={(value) => setWritten({ ...written, value })}
        />
      )}
      <Field label={w('measures.source')} value={source} maxLength={80} onText={setSource} />
    </Ask>
  )
}
