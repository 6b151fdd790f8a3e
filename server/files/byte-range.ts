export interface ByteRange {
  readonly from: number
  /** The last byte of it. */
  readonly to: number
}

/**
 * The one part of a file that a Range header asks for; undefined for the whole, also where it asks for what is not understood;
 * `none` where it asks for what is not there. Players of some phones play nothing without it.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from > to ? 'none' : { from, to }
}
