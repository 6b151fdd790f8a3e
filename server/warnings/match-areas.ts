import type { CapMessage, CapValue } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { AreaShapes } from './area-shapes.ts'
import type { PlacedMessage } from './warning-life.ts'

/**
 * Places a message in the city: by the codes of places in it, and by its polygons and circles where an area names no code we
 * know. All members of an area count as that area. A message that touches nothing of the city lies elsewhere. Pure.
 */
export function placeMessage(message: CapMessage, tree: AreaTree, shapes: AreaShapes): PlacedMessage {
  const found = new Set<string>()
  for (const info of message.info)
    for (const area of info.area) {
      const coded = area.geocode.flatMap((geocode) => codeOf(geocode, tree) ?? [])
      for (const code of coded.length > 0 ? coded : shapes.touched(area)) found.add(code)
    }
  const areas = gathered(found, tree)
  return { message, areas, place: commonArea(areas, tree) }
}

/**
 * The area a code of a place means: the very code, a longer spelling of it filled up with zeros (441900000000), or a region
 * the whole city lies in (440000). Undefined for places elsewhere and codes of other systems.
 */
export function codeOf({ value }: CapValue, tree: AreaTree): string | undefined {
  const said = value.trim()
  if (tree.byCode.has(said)) return said
  if (!/^\d{2,12}$/.test(said)) return undefined
  for (let length = said.length - 1; length >= 2 && /^0+$/.test(said.slice(length)); length--) {
    const short = said.slice(0, length)
    if (tree.byCode.has(short)) return short
    if (length % 2 === 0 && length < tree.root.code.length && tree.root.code.startsWith(short)) return tree.root.code
  }
  return undefined
}

/** The areas without those that lie in another one of them; members that are all there stand as what they make up. */
export function gathered(codes: ReadonlySet<string>, tree: AreaTree): string[] {
  const held = new Set(codes)
  const gather = (code: string): boolean => {
    const members = tree.children(code).filter(({ overlaps }) => overlaps !== true)
    const whole = members.length > 0 && members.map((member) => gather(member.code)).every(Boolean)
    if (whole) held.add(code)
    return held.has(code)
  }
  gather(tree.root.code)
  return [...tree.byCode.keys()].filter(
    (code) => held.has(code) && !tree.path(code).some((above) => above.code !== code && held.has(above.code)),
  )
}

/** The smallest area that holds all of them; the whole city where there are none. */
export function commonArea(codes: readonly string[], tree: AreaTree): string {
  const paths = codes.map((code) => tree.path(code).map((area) => area.code))
  return paths[0]?.find((code) => paths.every((path) => path.includes(code))) ?? tree.root.code
}
