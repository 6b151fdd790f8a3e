import type { Catalogue } from '#contract/catalogue.ts'
import type { HistoryAnswer } from '#contract/history.ts'
import type { HistoryRequest } from '../state/history.ts'

/** Reads the catalogue. Rejects with Error saying the status when the server has none. */
export async function fetchCatalogue(): Promise<Catalogue> {
  return (await getJson('/api/catalogue')) as Catalogue
}

/** Reads a stretch of a series' past. Rejects when the server cannot give it. */
export async function fetchHistory({ metric, area, step, from, to }: HistoryRequest): Promise<HistoryAnswer> {
  const query = new URLSearchParams({ metric, area, step, from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  return (await getJson(`/api/series/history?${query}`)) as HistoryAnswer
}

async function getJson(address: string): Promise<unknown> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return answer.json()
}
