/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number]

/** Reads `#rgb` or `#rrggbb`. Throws Error naming anything else: tokens are written so. */
export function toRgb(colour: string): Rgb {
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (long) return [long[1], long[2], long[3]].map((part) => Number.parseInt(part as string, 16)) as unknown as Rgb
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour)
  if (short) return [short[1], short[2], short[3]].map((part) => Number.parseInt(`${part}${part}`, 16)) as unknown as Rgb
  throw new Error(`colour ${colour}: expected #rgb or #rrggbb`)
}

/** A colour at an opacity of 0–1, as CSS. */
export function withAlpha(colour: string, alpha: number): string {
  return `rgba(${toRgb(colour).join(',')},${alpha})`
}

/** `share` of `over` laid on `under`, opaque. */
export function mix(under: string, over: string, share: number): string {
  const a = toRgb(under)
  const b = toRgb(over)
  const part = (index: 0 | 1 | 2) =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, '0')
  return `#${part(0)}${part(1)}${part(2)}`
}

/** The same lightness with most of its colour taken away: how a drawing says that it shows an earlier moment. */
export function desaturate(colour: string, share: number): string {
  const [red, green, blue] = toRgb(colour)
  const grey = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const hex = grey.toString(16).padStart(2, '0')
  return mix(colour, `#${hex}${hex}${hex}`, share)
}
