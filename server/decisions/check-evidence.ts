import type { Static } from 'typebox'
import type { CheckedMatterSchema, CheckedPointSchema, Evidence, EvidenceCheck, EvidenceMatter } from '#contract/decision.ts'
import type { Point } from '#contract/point.ts'
import type { Hub } from '../hub/hub-port.ts'
import { findMatter } from '../matters/matter-store.ts'
import type { Queries } from '../record/database.ts'
import { eventsDigest } from './freeze-evidence.ts'

export interface CheckParts {
  readonly queries: Queries
  readonly hub: Pick<Hub, 'history' | 'model'>
  readonly now: number
}

/**
 * Holds frozen evidence against the record: each figure against what was known at its revision, each matter against its own
 * events. It also says how the same window and the same matter stand today, so that a correction is seen. Throws RecordFault.
 */
export async function checkEvidence({ points, matters, revision }: Evidence, parts: CheckParts): Promise<EvidenceCheck> {
  const checkedPoints: Static<typeof CheckedPointSchema>[] = []
  for (const frozen of points) checkedPoints.push(await checkPoint(frozen, revision, parts))
  const checkedMatters: Static<typeof CheckedMatterSchema>[] = []
  for (const frozen of matters) checkedMatters.push(await checkMatter(frozen, parts))
  return {
    ...{ at: parts.now, revision, points: checkedPoints, matters: checkedMatters },
    isIntact: [...checkedPoints, ...checkedMatters].every(({ isSame }) => isSame),
  }
}

async function checkPoint(frozen: Point, revision: number, { hub }: CheckParts): Promise<Static<typeof CheckedPointSchema>> {
  const { metric, area, step, window } = frozen
  // A metric that the catalogue has no more cannot be looked up; the card still says what it was.
  if (!hub.model.metrics.has(metric)) return { frozen, isSame: false, now: null }
  if (!window) return { frozen, isSame: frozen.value === null, now: null }
  const asked = { metric, area, step, from: window[0], to: window[0] + 1 }
  const [then] = await hub.history({ ...asked, asOf: revision })
  const [now] = await hub.history(asked)
  return { frozen, isSame: isSameFigure(frozen, then, hub.model.metrics.get(metric)?.period === step), now: now ?? null }
}

/**
 * Equal figures are equal to the last bit. Freshness is not compared: it tells of the moment, not of the figure. The coverage
 * of a running total is that of its newest window when it is live and of its least covered one in the past.
 */
function isSameFigure(frozen: Point, then: Point | undefined, isOfBase: boolean): boolean {
  if (!then) return frozen.value === null
  const isSameValue =
    then.window?.[0] === frozen.window?.[0] &&
    then.value === frozen.value &&
    then.numerator === frozen.numerator &&
    then.denominator === frozen.denominator
  if (!isSameValue || !isOfBase) return isSameValue
  return (
    then.revision === frozen.revision &&
    then.coverage.reported === frozen.coverage.reported &&
    then.coverage.expected === frozen.coverage.expected
  )
}

async function checkMatter(frozen: EvidenceMatter, { queries }: CheckParts): Promise<Static<typeof CheckedMatterSchema>> {
  const { kind, id, version, digest } = frozen
  const matter = await findMatter(queries, kind, id)
  if (!matter || matter.version < version) return { frozen, isSame: false, version: matter?.version ?? null }
  return { frozen, isSame: (await eventsDigest(queries, kind, id, version)) === digest, version: matter.version }
}
