import type { NearestAnswer } from '#contract/resource.ts'
import { type Read, useRead } from '../../access/use-read.ts'

/** Where it is measured from: an incident, or the seat of an area. */
export type From = { readonly incident: string } | { readonly area: string }

/** The nearest units of some kinds; all kinds without any. */
export function useNearest(from: From, kinds: readonly string[], limit: number): Read<NearestAnswer> {
  const query = new URLSearchParams([
    ...Object.entries(from),
    ...kinds.map((kind): [string, string] => ['kind', kind]),
    ['limit', String(limit)],
  ])
  return useRead<NearestAnswer>(`/api/resources/nearest?${query}`)
}
