import { createHash } from 'node:crypto'
import { type Remit, ROLES } from '#contract/access.ts'
import { areaTree, type Catalogue, metricAreas } from '#contract/catalogue.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { type Audience, type Metric, sensitivityOf } from '#contract/metric.ts'
import { isCleared, type Sensitivity } from '#contract/sensitivity.ts'
import { sceneInScope } from './scene-in-scope.ts'

/** How far a subject sees: an area and all below it, some domains, up to a sensitivity, as an audience. */
export interface Scope {
  readonly area: string
  readonly domains: 'all' | readonly string[]
  readonly clearance: Sensitivity
  readonly audience: Audience
}

/** The scope of a remit: its area and domains, with the clearance and audience of its role. */
export function scopeOf({ role, area, domains }: Pick<Remit, 'role' | 'area' | 'domains'>): Scope {
  const { clearance, audience } = ROLES[role]
  return { area, domains, clearance, audience }
}

/** Equal scopes have equal keys: they share a catalogue and the rooms of the live city. */
export function scopeKey({ area, domains, clearance, audience }: Scope): string {
  return JSON.stringify([area, domains === 'all' ? 'all' : [...domains].sort(), clearance, audience])
}

/** True when a metric may be seen at all in this scope; which areas of it, the catalogue of the scope decides. */
export function isMetricInScope(metric: Metric, { domains, clearance, audience }: Scope): boolean {
  return (
    metric.audiences.includes(audience) &&
    isCleared(clearance, sensitivityOf(metric)) &&
    (domains === 'all' || domains.includes(metric.domain))
  )
}

/** True when things of a kind may be seen at all in this scope; which of them, their areas decide. */
export function isKindInScope({ domain, sensitivity = 'internal' }: EntityKind, { domains, clearance, audience }: Scope): boolean {
  return audience === 'government' && isCleared(clearance, sensitivity) && (domains === 'all' || domains.includes(domain))
}

/**
 * The city as far as a scope reaches: its area becomes the root of the tree, metrics beyond it are not there, and scenes
 * lose the panels that would show nothing. Everything a caller can name is looked up in this catalogue, so that what is
 * beyond it does not exist for the caller: no refusal tells that it is there.
 * Throws Error for an area that the city does not have.
 */
export function catalogueInScope(catalogue: Catalogue, scope: Scope): Catalogue {
  const root = catalogue.areas.find(({ code }) => code === scope.area)
  if (!root) throw new Error(`the area ${scope.area} of a remit is not in the city`)
  const codes = new Set([root.code])
  // Files may name a member before the area it lies in: go over them until nothing is added.
  for (let size = 0; size !== codes.size; ) {
    size = codes.size
    for (const { code, parent } of catalogue.areas) if (parent !== undefined && codes.has(parent)) codes.add(code)
  }
  const { parent: _above, ...asRoot } = root
  const areas = catalogue.areas.filter(({ code }) => codes.has(code)).map((area) => (area.code === root.code ? asRoot : area))
  const tree = areaTree(areas)
  const metrics = catalogue.metrics
    .filter((metric) => isMetricInScope(metric, scope))
    .flatMap((metric) => {
      if (!metric.areas) return [metric]
      const reporting = metric.areas.filter((code) => codes.has(code))
      return reporting.length > 0 ? [{ ...metric, areas: reporting }] : []
    })
    // A figure that only exists for a larger area is not the reader's.
    .filter((metric) => metricAreas(metric, tree).carries.size > 0)
  const entityKinds = catalogue.entityKinds?.filter((kind) => isKindInScope(kind, scope))
  const kinds = new Set(entityKinds?.map(({ id }) => id))
  const known = { metrics: new Map(metrics.map((metric) => [metric.id, metric])), tree, kinds }
  const scenes = catalogue.scenes.flatMap((scene) => sceneInScope(scene, known) ?? [])
  const version = createHash('sha256').update(catalogue.version).update(scopeKey(scope)).digest('base64url').slice(0, 16)
  const home = scenes.find(({ id }) => id === catalogue.city.home) ?? scenes[0]
  const { census, ...ofCity } = catalogue.city
  const city = {
    ...ofCity,
    area: root.code,
    ...(home && { home: home.id }),
    ...(census !== undefined && known.metrics.has(census) && { census }),
  }
  return { ...catalogue, version, city, areas, metrics, scenes, ...(entityKinds && { entityKinds }) }
}
