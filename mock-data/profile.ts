import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const ProfileSchema = Type.Object(
  {
    hour: Type.Array(Type.Number({ minimum: 0 }), {
      minItems: 24,
      maxItems: 24,
      description: 'Share of each hour; the mean is 1.',
    }),
    weekday: Type.Array(Type.Number({ minimum: 0 }), { minItems: 7, maxItems: 7, description: 'Monday to Sunday.' }),
    sharp: Type.Optional(Type.Boolean({ description: 'Hours switch at their boundary instead of easing into each other.' })),
  },
  { additionalProperties: false },
)

/** A rhythm: how a figure runs over the hours of a day and the days of a week, around a mean of 1. */
export type Profile = Static<typeof ProfileSchema>

const file = Compile(Type.Record(Type.String(), ProfileSchema))

/** All rhythms by name, from model/profiles.json. Throws when the file is not of its form. */
export function readProfiles(path: URL = new URL('model/profiles.json', import.meta.url)): ReadonlyMap<string, Profile> {
  return new Map(Object.entries(file.Parse(JSON.parse(readFileSync(path, 'utf8')))))
}

const HOUR_MS = 3_600_000

/** The rhythm `ms` into a local day of weekday 0 (Monday) to 6: eased between the middles of hours. */
export function profileAt(profile: Profile, ms: number, weekday: number): number {
  const day = profile.weekday[weekday] as number
  if (profile.sharp) return day * (profile.hour[Math.floor(ms / HOUR_MS) % 24] as number)
  const x = ms / HOUR_MS - 0.5
  const from = Math.floor(x)
  const a = profile.hour[(from + 24) % 24] as number
  const b = profile.hour[(from + 25) % 24] as number
  return day * (a + (b - a) * (x - from))
}
