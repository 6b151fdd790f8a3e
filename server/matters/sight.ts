import type { AreaTree } from '#contract/catalogue.ts'
import type { Matter, MatterKind } from '#contract/matter.ts'
import type { Subject } from '../access/policy/subject.ts'
import { isInReach } from './in-reach.ts'
import type { AnyLife } from './life.ts'

/** The lives of the kinds this server keeps. */
export type Lives = Readonly<Partial<Record<MatterKind, AnyLife>>>

/**
 * A matter as a subject may see it; undefined for one beyond its remit, which does not exist for it. Only a person is shown
 * what is personal: nobody knows who stands before a wall.
 */
export function inSight(matter: Matter, subject: Subject, tree: AreaTree, lives: Lives): Matter | undefined {
  const life = lives[matter.kind]
  if (!life || !isInReach(subject, matter.reach, tree)) return undefined
  if (subject.kind === 'person') return matter
  const { people: _people, ...reach } = matter.reach
  return { ...matter, reach, state: life.inRoom(matter.state) }
}
