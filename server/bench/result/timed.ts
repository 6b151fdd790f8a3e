/** Something that is asked and answered. */
export type Ask = () => Promise<unknown>

/** How long each of `times` askings took, ms; three before them, which warm, are not told. */
export async function timed(ask: Ask, times: number): Promise<number[]> {
  for (let warm = 0; warm < 3; warm++) await ask()
  const took: number[] = []
  for (let turn = 0; turn < times; turn++) {
    const begun = performance.now()
    await ask()
    took.push(performance.now() - begun)
  }
  return took
}
