import type { Catalogue } from '#contract/catalogue.ts'
import type { HistoryAnswer, LatestAnswer } from '#contract/history.ts'
import type { Known } from './past.ts'

/** As many metrics as are asked for in one request: the address stays well below what servers take. */
const METRICS_PER_REQUEST = 60

/**
 * Asks the record what it already knows of every metric, at the city: the end of its newest window and, where that lies
 * in today, whether yesterday was told. A new record knows nothing; then the map is empty.
 */
export async function readKnown(
  url: string,
  catalogue: Catalogue,
  { yesterday, today }: { yesterday: number; today: number },
  signal: AbortSignal,
): Promise<Map<string, Known>> {
  const ids = catalogue.metrics.map(({ id }) => id)
  const known = new Map<string, Known>()
  for (let from = 0; from < ids.length; from += METRICS_PER_REQUEST) {
    const query = new URLSearchParams({ area: catalogue.city.area })
    for (const id of ids.slice(from, from + METRICS_PER_REQUEST)) query.append('metric', id)
    const { points } = await get<LatestAnswer>(url, `/api/series/latest?${query}`, signal)
    for (const { metric, window } of points) if (window) known.set(metric, { through: window[1], hasYesterday: true })
  }
  for (const [id, { through }] of known) {
    if (through <= today) continue
    const query = new URLSearchParams({
      metric: id,
      area: catalogue.city.area,
      from: new Date(yesterday).toISOString(),
      to: new Date(today).toISOString(),
      step: 'P1D',
    })
    const hasYesterday = await get<HistoryAnswer>(url, `/api/series/history?${query}`, signal).then(
      ({ points }) => points.length > 0,
      () => true,
    )
    known.set(id, { through, hasYesterday })
  }
  return known
}

/** Reads JSON from the server. Throws Error with the status when the answer is not a success. */
export async function get<Answer>(url: string, path: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(new URL(path, url), { signal })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as Answer
}
