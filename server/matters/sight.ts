import type { AreaTree } from '#contract/catalogue.ts'
import type { Matter, MatterKind } from '#contract/matter.ts'
import type { Subject } from '../access/policy/subject.ts'
import { isInReach } from './in-reach.ts'
import type { AnyLife } from './life.ts'

/** The life of every kind there is. */
export type Lives = Readonly<Record<MatterKind, AnyLife>>

/**
 * A matter of this life as a subject may see it; undefined for one beyond its remit, which does not exist for it. Only a person is shown
 * what is personal: nobody knows who stands before a wall.
 */
export function inSight(matter: Matter, subject: Subject, tree: AreaTree, life: AnyLife): Matter | undefined {
  if (!isInReach(subject, matter.reach, tree)) return undefined
  if (subject.kind === 'person') return matter
  const { people: _people, ...reach } = matter.reach
  return { ...matter, reach, state: life.inRoom(matter.state) }
}
