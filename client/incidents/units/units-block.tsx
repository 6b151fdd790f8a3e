import { useState } from 'react'
import { resourceKinds } from '#contract/entity-kind.ts'
import type { CoverageAnswer } from '#contract/resource.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import type { Reading } from '../../access/use-read.ts'
import { useCity, useNames } from '../../state/hooks.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useAreaName } from '../use-addressee.ts'
import { MethodWords } from './unit-picker.tsx'
import { UnitRow, useKindName } from './unit-row.tsx'
import './units.css'
import type { CoverageAsked } from './use-coverage.ts'
import { useNearest } from './use-nearest.ts'

const SHOWN = 15
const MINUTES = [5, 8, 10, 15, 20, 30] as const

export interface UnitsBlockProps {
  readonly incident: string
  /** Which gaps the map draws; chosen here. */
  readonly asked: CoverageAsked | undefined
  readonly coverage: Reading<CoverageAnswer> | undefined
  onAsked(asked: CoverageAsked | undefined): void
}

/** Units near an incident, and the towns that no unit of a kind reaches in time. */
export function UnitsBlock({ incident, asked, coverage, onAsked }: UnitsBlockProps) {
  const w = usePlanWords()
  const name = useNames()
  const refusal = useRefusalWords()
  const city = useCity()
  const all = resourceKinds(city.catalogue.entityKinds ?? [])
  const [kind, setKind] = useState('')
  const { reading, again } = useNearest({ incident }, kind === '' ? [] : [kind], SHOWN)
  return (
    <div className="units">
      <div className="units-head">
        <Select
          label={w('units.kind')}
          isLabelHidden
          value={kind}
          onValue={(next) => {
            setKind(next)
            if (asked && next !== '') onAsked({ ...asked, kind: next })
          }}
        >
          <option value="">{w('units.kind.all')}</option>
          {all.map(({ id, names }) => (
            <option key={id} value={id}>
              {name(names)}
            </option>
          ))}
        </Select>
        <Select
          label={w('units.gaps')}
          isLabelHidden
          value={asked === undefined ? '' : String(asked.minutes)}
          onValue={(minutes) =>
            onAsked(minutes === '' ? undefined : { kind: kind || (all[0]?.id ?? ''), minutes: Number(minutes) })
          }
        >
          <option value="">{w('units.gaps.off')}</option>
          {MINUTES.map((n) => (
            <option key={n} value={n}>
              {w('units.gaps')} {w('units.gaps.minutes', { n })}
            </option>
          ))}
        </Select>
        <Press kind="quiet" onPress={again}>
          {w('units.again')}
        </Press>
      </div>
      {asked && coverage && <Gaps asked={asked} coverage={coverage} />}
      {reading.kind === 'loading' && <p className="nothing hatched">{w('units.reading')}</p>}
      {reading.kind === 'refused' && <p className="nothing">{w('units.refused', { reason: refusal(reading.refusal.code) })}</p>}
      {reading.kind === 'here' && (
        <>
          <MethodWords answer={reading.body} />
          {reading.body.units.length === 0 && <p className="nothing">{w('units.none')}</p>}
          <ul className="unit-rows">
            {reading.body.units.map((unit) => (
              <li key={unit.id}>
                <UnitRow unit={unit} at={reading.body.at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Gaps({
  asked: { kind, minutes },
  coverage,
}: {
  readonly asked: CoverageAsked
  readonly coverage: Reading<CoverageAnswer>
}) {
  const w = usePlanWords()
  const refusal = useRefusalWords()
  const areaName = useAreaName()
  const kindName = useKindName()
  if (coverage.kind === 'loading') return <p className="nothing hatched">{w('units.reading')}</p>
  if (coverage.kind === 'refused')
    return <p className="nothing">{w('units.refused', { reason: refusal(coverage.refusal.code) })}</p>
  const { gaps, units } = coverage.body
  return (
    <div className="gaps">
      <p>
        {gaps.length === 0
          ? w('units.gaps.none', { kind: kindName(kind), units, minutes })
          : w('units.gaps.said', { kind: kindName(kind), units, n: gaps.length, minutes })}{' '}
        <span className="soft">{w('units.gaps.note')}</span>
      </p>
      <ul>
        {gaps.map(({ area, minutes: far }) => (
          <li key={area}>
            <span className="strong">{areaName(area)}</span>{' '}
            <span className="soft">
              {far === undefined ? w('units.gaps.nobody') : w('units.gaps.far', { minutes: Math.round(far) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
