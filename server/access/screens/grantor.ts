import type { Remit } from '#contract/access.ts'
import type { AreaTree } from '#contract/catalogue.ts'

/** How far somebody may hand out or take back: nobody gives what lies beyond their own remit. */
export interface Grantor {
  /** The name that is kept beside what they did. */
  readonly name: string
  readonly area: Remit['area']
  readonly domains: Remit['domains']
}

/**
 * True when `area` is the grantor's own or lies in it. What stands in an area that the city no longer has is in the hands of
 * those who answer for the whole city.
 */
export function reaches({ area: own }: Pick<Grantor, 'area'>, area: string, tree: AreaTree): boolean {
  return own === tree.root.code || tree.path(area).some(({ code }) => code === own)
}
