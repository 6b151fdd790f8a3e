import type { ReplayFrame } from '#contract/replay.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { CityInScope } from '../access/scope/cities-in-scope.ts'
import type { CityModel, Hub } from '../hub/hub-port.ts'
import type { ReplayRequest } from '../hub/replay.ts'
import type { Metrics } from './metrics.ts'
import type { SourceActivity } from './source-activity.ts'

/** What the read side is handed. The routes hold no state of their own. */
export interface ApiParts {
  /** The city as far as a subject may see it. Throws Refusal for a subject that may see none of it. */
  cityOf(subject: Subject): CityInScope
  /** Folder of the city; only its map files are served. */
  readonly cityFolder: string
  /** The running hub, or undefined while the server starts. */
  hub(): Hub | undefined
  /** Resolves when the record answers; rejects when it cannot be reached. */
  pingRecord(): Promise<unknown>
  /** The revision that was newest at an instant (epoch ms). */
  revisionAt(at: number): Promise<number>
  /** When the record began (epoch ms); undefined for an empty one. */
  begunAt(): Promise<number | undefined>
  /** Tells a metric's past again, as far as `model` reaches. */
  replay(request: ReplayRequest, model: CityModel): Promise<readonly ReplayFrame[]>
  /** Everyone who may send figures. */
  sources(): Promise<readonly { readonly name: string; readonly disabled: boolean }[]>
  readonly activity: SourceActivity
  readonly metrics: Metrics
  now(): number
}
