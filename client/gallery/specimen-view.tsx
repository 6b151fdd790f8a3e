import { useMemo } from 'react'
import { panelMetrics } from '#contract/scene-series.ts'
import { PanelFrame } from '../panels/panel-frame.tsx'
import type { Told } from '../panels/panel-states.ts'
import type { CityView } from '../state/city-view.ts'
import type { DisplayProfile } from '../state/display-profile.ts'
import { ScreenContext } from '../state/screen.ts'
import type { Specimen } from './all-states.ts'
import { expectationOf } from './expectation.ts'
import { alarmsOf } from './fixture/alarms.ts'
import { commandOf } from './fixture/command.ts'
import { FIRST_SECONDS, FORENOON } from './fixture/moments.ts'
import { type FixtureRecord, recordOf } from './fixture/record.ts'
import { warningsOf } from './fixture/warnings.ts'
import type { GalleryAddress } from './gallery-address.ts'
import { specimenWidth } from './plate.ts'
import { specimenScreen } from './specimen-screen.ts'

/** Heights of states are given for a display whose smallest text is this high, CSS pixels: the desk. */
const SMALL_PX = 13

/** How long the line has been down where it is, in ms. */
const LOST_FOR_MS = 47_000

export interface SpecimenViewProps {
  readonly specimen: Specimen
  readonly address: GalleryAddress
  readonly city: CityView
  readonly profile: DisplayProfile
}

/** One panel in one state, in the frame and through the registry of the product, with what it must say beside it. */
export function SpecimenView({ specimen, address, city, profile }: SpecimenViewProps) {
  const { id, type, condition, panel, told, height } = specimen
  const area = specimen.area ?? city.tree.root.code
  const language = condition === 'pseudo' ? 'pseudo' : address.language
  const now = condition === 'first-seconds' ? FIRST_SECONDS : FORENOON
  const lostAt = condition === 'not-live' ? now - LOST_FOR_MS : undefined
  const screen = useMemo(() => {
    const record = recordFor(city, told, now)
    const alarms = alarmsOf(city, record.points, now, told.answered)
    const command = { ...commandOf(city, told.incidents ?? 0, now), warning: warningsOf(city, told.warnings ?? 0, now) }
    return specimenScreen({ city, record, alarms, command, now, area, language, profile, lostAt, isBroken: condition === 'fault' })
  }, [city, told, now, area, language, profile, lostAt, condition])
  const expected = expectationOf(specimen, { city, points: screen.points, now, area, language, lostAt })
  const width = specimenWidth(type, profile)
  return (
    <figure
      className="specimen"
      style={{ width }}
      data-specimen={id}
      data-condition={condition}
      data-connection={lostAt === undefined ? 'live' : 'lost'}
      data-expects-glyph={expected.glyph}
      data-expects={JSON.stringify(expected.words)}
      data-metrics={panelMetrics(panel).length}
    >
      <figcaption className="t-small soft">{specimen.caption}</figcaption>
      <div className="specimen-box" style={height === undefined ? undefined : { height: (height * profile.text.small) / SMALL_PX }}>
        <ScreenContext value={screen}>
          <PanelFrame id={id} panel={panel} area={area} isNatural={height === undefined} />
        </ScreenContext>
      </div>
    </figure>
  )
}

const records = new Map<string, FixtureRecord>()

/** States that tell the same share one record. */
function recordFor(city: CityView, told: Told, now: number): FixtureRecord {
  const spelled = JSON.stringify([told, now])
  const known = records.get(spelled)
  if (known) return known
  const record = recordOf(city, told, now)
  records.set(spelled, record)
  return record
}
