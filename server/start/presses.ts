/**
 * Signals closer together than this, in ms, are one press of Ctrl-C: the terminal gives it to every process, and an npm that
 * runs us without a shell between passes on what it got.
 */
export const ONE_PRESS_MS = 1_000

/**
 * Turns signals into presses: `onPress` is told of the first with 1, of the next with 2, and so on. What is returned takes a
 * signal, with its moment in ms.
 */
export function countPresses(onPress: (nth: number) => void): (at: number) => void {
  let nth = 0
  let pressedAt = Number.NEGATIVE_INFINITY
  return (at) => {
    if (at - pressedAt < ONE_PRESS_MS) return
    pressedAt = at
    nth += 1
    onPress(nth)
  }
}
