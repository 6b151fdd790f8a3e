import type { Catalogue } from '#contract/catalogue.ts'
import type { HistoryAnswer, LatestAnswer } from '#contract/history.ts'

/** The server as the hub reads it: its address, and the token of a reader. */
export interface ReadServer {
  readonly url: string
  readonly reader: string
}

/** As many metrics as are asked for in one request: the address stays well below what servers take. */
const METRICS_PER_REQUEST = 60

/** By metric, the end of the newest window the record has of it, at the city. A new record knows nothing: an empty map. */
export async function readThrough(server: ReadServer, catalogue: Catalogue, signal: AbortSignal): Promise<Map<string, number>> {
  const ids = catalogue.metrics.map(({ id }) => id)
  const through = new Map<string, number>()
  for (let from = 0; from < ids.length; from += METRICS_PER_REQUEST) {
    const query = new URLSearchParams({ area: catalogue.city.area })
    for (const id of ids.slice(from, from + METRICS_PER_REQUEST)) query.append('metric', id)
    const { points } = await get<LatestAnswer>(server, `/api/series/latest?${query}`, signal)
    for (const { metric, window } of points) if (window) through.set(metric, window[1])
  }
  return through
}

/** True when the record has anything of a metric between two instants, at the city; true as well where it cannot say. */
export async function hasBetween(
  server: ReadServer,
  metric: string,
  area: string,
  [from, to]: readonly [number, number],
  signal: AbortSignal,
): Promise<boolean> {
  const query = new URLSearchParams({
    metric,
    area,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step: 'P1D',
  })
  return get<HistoryAnswer>(server, `/api/series/history?${query}`, signal).then(
    ({ points }) => points.length > 0,
    () => true,
  )
}

/** Reads JSON from the server. Throws Error with the status when the answer is not a success. */
export async function get<Answer>({ url, reader }: ReadServer, path: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(new URL(path, url), { signal, headers: { authorization: `Bearer ${reader}` } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as Answer
}
