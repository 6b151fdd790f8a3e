/** Where on the curve the past is asked of usually: how many points are retained. */
export const PAST_PLACES = '1000000,10000000,100000000'

/** The places that were asked for, such as `1000000,3000000`, in their order. Throws an Error for one that is no whole number. */
export function placesOf(list: string): readonly number[] {
  return list.split(',').map((word) => {
    const points = Number(word)
    if (!Number.isInteger(points) || points < 1)
      throw new Error(`--points are whole numbers with commas between them, and "${word}" is none`)
    return points
  })
}
