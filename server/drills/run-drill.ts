import { join } from 'node:path'
import type { Drill, DrillScore } from '#contract/drill.ts'
import { loadCity } from '../city/load-city.ts'
import { type PlaySettings, playDrill } from './play.ts'
import { ShadowCity } from './shadow-city.ts'
import type { ShadowDatabases } from './shadow-database.ts'
import { startOfDrill } from './start-of-drill.ts'

type Played = 'script' | 'speed' | 'bots' | 'signal' | 'say' | 'onProgress' | 'onHappening' | 'onVerdict' | 'untilGoing'

export interface RunSettings extends Pick<PlaySettings, Played> {
  readonly databases: ShadowDatabases
  readonly drill: Drill
  readonly city: string | undefined
  readonly timeZone: string
  readonly port: number
  /** Told when the displays of the shadow city can be opened, and the time there (epoch ms). */
  onOpen?(url: string, at: number): void
  /** Asked when the drill is over; the shadow city goes on until it resolves. */
  whenOver?(score: DrillScore): Promise<void>
}

export interface CityDrills {
  readonly drills: readonly Drill[]
  readonly timeZone: string
  /** The file a drill stands in. */
  scriptOf(drill: Drill): string
}

/** The drills of a city, in the order of their files, and its time zone. Throws CityFault. */
export async function drillsOf(city: string | undefined): Promise<CityDrills> {
  const { drills, catalogue, folder } = await loadCity(city)
  return { drills, timeZone: catalogue.city.timeZone, scriptOf: ({ id }) => join(folder, 'drills', `${id}.json`) }
}

/** Starts a shadow city, plays a drill in it, takes it away. Throws StartupFault when it cannot be started. */
export async function runDrill(settings: RunSettings): Promise<DrillScore> {
  const { databases, drill, city, timeZone, port } = settings
  const startedAt = startOfDrill(drill.startsAt, timeZone, Date.now())
  const shadow = new ShadowCity({
    ...{
      drill: drill.id,
      databaseUrl: await databases.make(drill.id),
      dataDir: join(databases.folder, drill.id),
      port,
      at: startedAt,
    },
    ...{
      members: drill.steps.some((step) => step.kind === 'fault' && step.target.startsWith('node:')) ? 2 : 1,
    },
    ...(city !== undefined && { city }),
  })
  try {
    await shadow.start()
    settings.onOpen?.(shadow.url, startedAt)
    const score = await playDrill({ ...settings, city: shadow, startedAt })
    await settings.whenOver?.(score)
    return score
  } finally {
    await shadow.stop()
  }
}
