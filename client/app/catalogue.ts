import type { Catalogue } from '#contract/catalogue.ts'
import type { HistoryAnswer } from '#contract/history.ts'
import { call } from '../access/call.ts'
import type { HistoryRequest } from '../state/history.ts'

/** Reads the catalogue. Rejects with CallRefused when the server gives none. */
export function fetchCatalogue(): Promise<Catalogue> {
  return call('GET', '/api/catalogue')
}

/** Reads a stretch of a series' past; with `asOf`, a revision or an RFC 3339 time, as it was known there. Rejects with CallRefused when the server cannot give it. */
export function fetchHistory({ metric, area, step, from, to }: HistoryRequest, asOf?: string): Promise<HistoryAnswer> {
  const query = new URLSearchParams({ metric, area, step, from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  if (asOf !== undefined) query.set('asOf', asOf)
  return call('GET', `/api/series/history?${query}`)
}
