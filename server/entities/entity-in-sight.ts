import type { AreaTree } from '#contract/catalogue.ts'
import type { Entity } from '#contract/entity.ts'

/** What a subject may see of entities: kinds and areas of the city as far as its scope reaches. */
export interface EntitySight {
  readonly kinds: ReadonlySet<string>
  readonly tree: AreaTree
}

/** True for what lies in the sight, in one of the kinds and in the area asked for. What is beyond it does not exist. */
export function isInSight(
  { kind, area }: Pick<Entity, 'kind' | 'area'>,
  sight: EntitySight,
  kinds: ReadonlySet<string>,
  within: string,
): boolean {
  return kinds.has(kind) && sight.kinds.has(kind) && sight.tree.path(area).some(({ code }) => code === within)
}
