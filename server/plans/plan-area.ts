import type { AreaTree } from '#contract/catalogue.ts'

/** The area a word of a plan means for an incident at `place`; a code means itself. `towns` is for `townsOf`. */
export function planArea(word: string, place: string, tree: AreaTree): string {
  switch (word) {
    case 'city':
      return tree.root.code
    case 'place':
      return place
    case 'town':
      return tree.path(place).find(({ level }) => level === 'town')?.code ?? place
    default:
      return word
  }
}

/** Every town an incident at `place` concerns: those that lie in it, or the one it lies in. Overlapping areas are no towns of their own. */
export function townsOf(place: string, tree: AreaTree): readonly string[] {
  const own = tree.path(place).find(({ level }) => level === 'town')
  if (own) return [own.code]
  return [...tree.byCode.values()]
    .filter(({ level, overlaps }) => level === 'town' && overlaps !== true)
    .filter(({ code }) => tree.path(code).some((area) => area.code === place))
    .map(({ code }) => code)
}
