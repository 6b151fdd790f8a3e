import { parseArgs } from 'node:util'
import { scenarioIds } from './scenario.ts'

/** How far back a hub that finds an empty record tells: all of it, today only, or nothing but the present. */
export const PASTS = ['full', 'today', 'none'] as const

export interface HubOptions {
  readonly url: string
  readonly seed: number
  readonly scenario: string | undefined
  readonly speed: number
  readonly silence: readonly string[]
  readonly past: (typeof PASTS)[number]
  /** One token for all departments, for a hub started by hand; otherwise tokens come on standard input. */
  readonly token: string | undefined
  /** The token of a reader, to ask what there is to tell; comes on standard input with the others where it is not given. */
  readonly reader: string | undefined
}

const LONGEST_SPEED = 600

/** Reads the command line and environment. Throws Error whose message names the option, its value and what would be right. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): HubOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      seed: { type: 'string' },
      scenario: { type: 'string' },
      speed: { type: 'string' },
      silence: { type: 'string' },
      past: { type: 'string' },
      token: { type: 'string' },
      reader: { type: 'string' },
    },
  })
  const url = values.url ?? env.GUANLAN_URL ?? 'http://127.0.0.1:8080'
  if (!URL.canParse(url)) throw new Error(`GUANLAN_URL is "${url}"; write an address such as http://127.0.0.1:8080`)
  const speed = Number(values.speed ?? 1)
  if (!(speed >= 1 && speed <= LONGEST_SPEED))
    throw new Error(`--speed is "${values.speed}"; write a number from 1 to ${LONGEST_SPEED}`)
  const seed = Number(values.seed ?? 1)
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed is "${values.seed}"; write a whole number`)
  const past = PASTS.find((known) => known === (values.past ?? env.HUB_PAST ?? 'full'))
  if (!past) throw new Error(`--past is "${values.past ?? env.HUB_PAST}"; write one of ${PASTS.join(', ')}`)
  const scenario = values.scenario
  if (scenario !== undefined && !scenario.endsWith('.json') && !scenarioIds().includes(scenario))
    throw new Error(`--scenario is "${scenario}"; choose one of ${scenarioIds().join(', ')}`)
  const silence = (values.silence ?? '').split(',').filter((name) => name !== '')
  return {
    url,
    seed,
    scenario,
    speed,
    silence,
    past,
    token: values.token ?? env.GUANLAN_TOKEN,
    reader: values.reader ?? env.GUANLAN_READER,
  }
}
