/** What was measured at one moment, epoch ms of whatever time is judged. */
export interface Sample {
  readonly at: number
  readonly bytes: number
}

/** How fast something grows, in bytes an hour, and by how much that may be off either way: in 95 cases of 100 by no more. */
export interface Growth {
  readonly hourly: number
  readonly either: number
}

const HOUR = 3_600_000

/** Student's t of 95 %, both ways, for one degree of freedom and so on; then that of many. */
const STUDENT = [
  12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09,
]
const STUDENT_OF_MANY = 2.08

/** Least squares. Of fewer than three samples nothing can be said: it may be off by anything. */
export function growthOf(samples: readonly Sample[]): Growth {
  const freedom = samples.length - 2
  if (freedom < 1) return { hourly: 0, either: Number.POSITIVE_INFINITY }
  const [middle, mean] = [meanOf(samples.map(({ at }) => at)), meanOf(samples.map(({ bytes }) => bytes))]
  const centred = samples.map(({ at, bytes }) => ({ hours: (at - middle) / HOUR, bytes: bytes - mean }))
  const spread = sumOf(centred.map(({ hours }) => hours ** 2))
  const hourly = sumOf(centred.map(({ hours, bytes }) => hours * bytes)) / spread
  const left = sumOf(centred.map(({ hours, bytes }) => (bytes - hourly * hours) ** 2))
  return { hourly, either: (STUDENT[freedom - 1] ?? STUDENT_OF_MANY) * Math.sqrt(left / freedom / spread) }
}

/** What is more now than it was, the most first. */
export function grown(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly (readonly [string, number])[] {
  return [...after]
    .map(([name, bytes]) => [name, bytes - (before.get(name) ?? 0)] as const)
    .filter(([, bytes]) => bytes > 0)
    .sort(([, one], [, other]) => other - one)
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
