/** A curve in a box, and where its last point stands. */
export interface CurvePath {
  readonly line: string
  readonly wash: string
  readonly end: { readonly x: number; readonly y: number }
}

type Curve = readonly (readonly [at: number, value: number | null])[]

/** Windows further apart than this many of the usual distance are not joined: silence is never bridged. */
const GAP = 1.6

/** Values a curve needs to be one. */
const FEWEST = 3

/** True where there is enough of a curve to be drawn. */
export function hasCurve(curve: Curve): boolean {
  return curve.filter(([, value]) => value !== null).length >= FEWEST
}

/** The path of a city's curve in a box of `width` × `height`; undefined where there is too little of it. Flat lies in the middle. */
export function curvePath(curve: Curve, width: number, height: number): CurvePath | undefined {
  const known = curve.filter((point): point is [number, number] => point[1] !== null)
  if (known.length < FEWEST) return undefined
  const [from, to] = [known[0]?.[0] as number, known.at(-1)?.[0] as number]
  const values = known.map(([, value]) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const steps = known.slice(1).map(([at], index) => at - (known[index] as [number, number])[0])
  const usual = Math.min(...steps)
  const x = (at: number) => round(((at - from) / Math.max(1, to - from)) * width)
  const y = (value: number) => round(high === low ? height / 2 : height - ((value - low) / (high - low)) * height)
  const runs: [number, number][][] = []
  for (const [index, [at, value]] of known.entries()) {
    if (index === 0 || (steps[index - 1] as number) > GAP * usual) runs.push([])
    runs.at(-1)?.push([x(at), y(value)])
  }
  const spell = (run: readonly [number, number][]) =>
    run.map(([left, top], index) => `${index === 0 ? 'M' : 'L'}${left} ${top}`).join('')
  return {
    line: runs.map(spell).join(''),
    wash: runs.map((run) => `${spell(run)}L${run.at(-1)?.[0]} ${height}L${run[0]?.[0]} ${height}Z`).join(''),
    end: { x: x(to), y: y(values.at(-1) as number) },
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
