import { useState } from 'react'
import { resourceKinds } from '#contract/entity-kind.ts'
import type { Want } from '#contract/plan.ts'
import type { NearestAnswer, Unit } from '#contract/resource.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCity, useFormat, useNames } from '../../state/hooks.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { isOverreaching, type Picked, suggested, usualAmount } from './picked.ts'
import { UnitRow, useKindName } from './unit-row.tsx'
import './units.css'
import { type From, useNearest } from './use-nearest.ts'

export interface UnitPickerProps {
  readonly from: From
  readonly wants?: readonly Want[]
  readonly picked: readonly Picked[]
  onPicked(picked: readonly Picked[]): void
}

/** Picks teams, vehicles and stores for an order from the nearest; what others have is shown with who has it. */
export function UnitPicker({ from, wants = [], picked, onPicked }: UnitPickerProps) {
  const w = usePlanWords()
  const kindName = useKindName()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="picker">
      <div className="picker-head">
        <span className="field-name">{w('pick.title')}</span>
        {wants.length > 0 && (
          <span className="soft">
            {w('accept.wants')} {wants.map((want) => wantWords(want, kindName(want.kind))).join('、')}
          </span>
        )}
        <Press kind="quiet" onPress={() => setOpen(!isOpen)}>
          {isOpen ? w('pick.close') : w('pick.choose')}
        </Press>
      </div>
      {picked.length === 0 ? (
        <p className="soft">{w('pick.none')}</p>
      ) : (
        <ul className="picked">
          {picked.map((one) => (
            <li key={one.unit.id}>
              <Chosen
                picked={one}
                onAmount={(amount) => onPicked(picked.map((other) => (other === one ? { ...one, amount } : other)))}
                onRemove={() => onPicked(picked.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      {isOpen && <Nearest from={from} wants={wants} picked={picked} onPicked={onPicked} />}
    </div>
  )
}

function wantWords({ count, amount, capability }: Want, kind: string): string {
  return [capability, kind, amount ?? count ?? 1].filter((word) => word !== undefined).join(' ')
}

function Chosen({ picked, onAmount, onRemove }: { readonly picked: Picked; onAmount(amount: number): void; onRemove(): void }) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const { unit, amount } = picked
  const label = name(unit.names)
  return (
    <span className="picked-one">
      <span className="strong">{label}</span>
      {unit.stock && (
        <input
          type="number"
          className="picked-amount"
          min={1}
          aria-label={w('pick.amount', {
            ...{ name: label, left: format.number(unit.stock.left, 0) },
            unit: unit.stock.unit ? name(unit.stock.unit) : '',
          })}
          value={amount ?? ''}
          onChange={(event) => onAmount(Math.max(1, Number(event.target.value) || 1))}
        />
      )}
      {isOverreaching(picked) && <span className="due-word">{w(unit.stock ? 'pick.short' : 'pick.taken')}</span>}
      <button type="button" className="picked-remove" onClick={onRemove} aria-label={w('pick.remove', { name: label })}>
        <span aria-hidden="true">×</span>
      </button>
    </span>
  )
}

/** So many of those that can be had, and of the others, are offered of each kind asked for. */
const OFFERED = 12

function Nearest({ from, wants = [], picked, onPicked }: UnitPickerProps) {
  const w = usePlanWords()
  const name = useNames()
  const refusal = useRefusalWords()
  const city = useCity()
  const wanted = [...new Set(wants.map(({ kind }) => kind))]
  const [kind, setKind] = useState('')
  const kinds = kind === '' ? wanted : [kind]
  const { reading, again } = useNearest(from, kinds, OFFERED * Math.max(1, kinds.length))
  const add = (unit: Unit) => {
    const amount = usualAmount(unit, wants.find((want) => want.kind === unit.kind)?.amount)
    onPicked([...picked, { unit, ...(amount !== undefined && { amount: Math.max(1, amount) }) }])
  }
  return (
    <div className="nearest">
      <div className="nearest-head">
        <Select label={w('units.kind')} isLabelHidden value={kind} onValue={setKind}>
          <option value="">{wanted.length > 0 ? w('accept.wants') : w('units.kind.all')}</option>
          {resourceKinds(city.catalogue.entityKinds ?? []).map(({ id, names }) => (
            <option key={id} value={id}>
              {name(names)}
            </option>
          ))}
        </Select>
        {reading.kind === 'here' && wants.length > 0 && picked.length === 0 && (
          <Press onPress={() => onPicked(suggested(reading.body.units, wants))}>{w('pick.suggest')}</Press>
        )}
        <Press kind="quiet" onPress={again}>
          {w('units.again')}
        </Press>
      </div>
      {reading.kind === 'loading' && <p className="nothing hatched">{w('units.reading')}</p>}
      {reading.kind === 'refused' && <p className="nothing">{w('units.refused', { reason: refusal(reading.refusal.code) })}</p>}
      {reading.kind === 'here' && (
        <>
          <MethodWords answer={reading.body} />
          {reading.body.units.length === 0 && <p className="nothing">{w('units.none')}</p>}
          <ul className="nearest-rows">
            {reading.body.units
              .filter(({ id }) => !picked.some(({ unit }) => unit.id === id))
              .map((unit) => (
                <li key={unit.id}>
                  <button type="button" className="nearest-row" onClick={() => add(unit)}>
                    <UnitRow unit={unit} at={reading.body.at} />
                  </button>
                </li>
              ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** From where and how it was measured, said where the distances stand. */
export function MethodWords({
  answer: { from, method, unplaced },
}: {
  readonly answer: Pick<NearestAnswer, 'from' | 'method' | 'unplaced'>
}) {
  const w = usePlanWords()
  const city = useCity()
  const name = useNames()
  const area = from.area === undefined ? undefined : city.area(from.area)
  return (
    <p className="soft nearest-method">
      {from.is === 'position'
        ? w('units.from.position')
        : w('units.from.seat', { area: area ? name(area.names) : (from.area ?? '') })}
      {' · '}
      {w('units.method', { detour: method.detour })}
      {unplaced > 0 && ` · ${w('units.unplaced', { n: unplaced })}`}
    </p>
  )
}
