import { Refusal } from '#contract/errors.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { ApiParts } from './api-parts.ts'

/** The hub, once it runs. Throws Refusal `server/starting` before. */
export function runningHub(parts: Pick<ApiParts, 'hub'>): Hub {
  const hub = parts.hub()
  if (!hub) throw new Refusal('server/starting')
  return hub
}
