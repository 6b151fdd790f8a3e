import type { Door } from '../door.ts'
import type { Fleet } from './fleet.ts'

/** Tells the server where everything is. `beat` is called about once a second; `introduced` resolves when all is known. */
export interface FleetTeller {
  beat(now: number): void
  readonly introduced: Promise<void>
}

/**
 * Says once of every thing what it is; from then on, each when its turn comes, but for those whose department is silent.
 * Nothing is said of where a thing is before the server knows what it is.
 */
export function tellFleet(
  fleet: Fleet,
  door: Pick<Door, 'deliver' | 'send'>,
  { silent, log, now }: { readonly silent: ReadonlySet<string>; log(sentence: string): void; now(): number },
): FleetTeller {
  let toldAt: number | undefined
  const introduce = async () => {
    const begunAt = now()
    for (const [department, rows] of fleet.opening(begunAt)) await door.deliver({ department, rows, door: 'entities' })
    toldAt = begunAt
    if (fleet.entities.length > 0) log(`${fleet.entities.length} entities say where they are`)
  }
  return {
    introduced: introduce(),
    beat: (at) => {
      if (toldAt === undefined) return
      for (const [department, rows] of fleet.due(toldAt, at))
        if (!silent.has(department)) door.send({ department, rows, door: 'entities' })
      toldAt = at
    },
  }
}
