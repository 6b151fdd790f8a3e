import type { ReactNode } from 'react'
import type { Unit } from '#contract/resource.ts'
import { Glyph } from '../../design/glyph.tsx'
import { useCity, useFormat, useNames } from '../../state/hooks.ts'
import { usePlanWords } from '../plans/use-plan-words.ts'

/** One unit: what it is, how far, whether it can be had and who has it, how long ago its place was heard. `end` stands at its end. */
export function UnitRow({ unit, at, end }: { readonly unit: Unit; readonly at: number; readonly end?: ReactNode }) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const distance = useDistanceWords()
  const kindName = useKindName()
  const { names, kind, metres, minutes, heardAt, freshness, stock, attributes } = unit
  const said = Object.entries(attributes).flatMap(([id, value]) => (typeof value === 'string' && id !== 'plate' ? [value] : []))
  return (
    <div className={`unit-row is-${unit.state.is}`}>
      <span className="unit-words">
        <span className="strong">{name(names)}</span>
        <span className="soft">
          {kindName(kind)}
          {said.length > 0 && ` · ${said.join(' ')}`}
          {stock &&
            ` · ${w('units.left', { left: format.number(stock.left, 0), amount: format.number(stock.amount, 0), unit: stock.unit ? name(stock.unit) : '' })}`}
        </span>
      </span>
      <span className="unit-far">
        <b className="fig">{distance(metres)}</b>
        <span className="soft">{w('units.minutes', { n: Math.max(1, Math.round(minutes)) })}</span>
      </span>
      <span className="unit-state">
        <span>
          <Glyph kind={freshness === 'live' ? 'live' : freshness === 'late' ? 'late' : 'silent'} /> <StateWords unit={unit} />
        </span>
        <span className="soft">{w('units.heard', { time: format.span(Math.max(0, at - heardAt)) })}</span>
      </span>
      {end}
    </div>
  )
}

function StateWords({ unit: { state } }: { readonly unit: Unit }) {
  const w = usePlanWords()
  switch (state.is) {
    case 'free':
      return <span>{w('units.free')}</span>
    case 'held':
      return (
        <span className="strong">{state.title === undefined ? w('units.held') : w('units.held.by', { title: state.title })}</span>
      )
    case 'unheard':
      return <span className="soft">{w('units.unheard')}</span>
  }
}

/** A distance as people say it: metres up to a kilometre, kilometres beyond. */
export function useDistanceWords(): (metres: number) => string {
  const w = usePlanWords()
  const format = useFormat()
  return (metres) =>
    metres < 1000 ? w('units.metres', { n: Math.round(metres / 10) * 10 }) : w('units.km', { n: format.number(metres / 1000, 1) })
}

/** The name of a kind of entities. */
export function useKindName(): (kind: string) => string {
  const city = useCity()
  const name = useNames()
  return (kind) => {
    const known = city.catalogue.entityKinds?.find(({ id }) => id === kind)
    return known ? name(known.names) : kind
  }
}
