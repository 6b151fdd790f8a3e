import type { Matter, RecordedEvent } from '#contract/matter.ts'
import { decodeReplay, type ReplayBlock } from '#contract/replay.ts'
import { decodeTrackBlock, type TrackBlock, type TrackGrain } from '#contract/track-replay.ts'
import { isCrowded, type Watch } from '#contract/watch.ts'
import { CallRefused, call } from '../../access/call.ts'
import type { PastWatched } from '../../live/past-matters.ts'
import { fetchExtent } from './fetch-extent.ts'

export interface BlockAddress {
  readonly epoch: string
  readonly version: string
  readonly metric: string
  readonly from: number
  /** A revision: as it is known there. Undefined: as it was known then. */
  readonly asOf: number | undefined
}

/** Reads a block of the past; the browser keeps those that are over. Rejects with CallRefused. */
export async function fetchBlock({ epoch, version, metric, from, asOf }: BlockAddress, signal: AbortSignal): Promise<ReplayBlock> {
  const path = ['/api/replay', epoch, version, metric, String(from)].map((part, place) =>
    place === 0 ? part : encodeURIComponent(part),
  )
  const address = `${path.join('/')}${asOf === undefined ? '' : `?asOf=${asOf}`}`
  return decodeReplay(await fetchBytes(address, signal))
}

export interface TrackBlockAddress extends Pick<BlockAddress, 'epoch' | 'version' | 'from'> {
  readonly track: string
  readonly grain: TrackGrain
}

/** Reads a block of where things were; the browser keeps those that are over. Rejects with CallRefused. */
export async function fetchTrackBlock(
  { epoch, version, track, grain, from }: TrackBlockAddress,
  signal: AbortSignal,
): Promise<TrackBlock> {
  const path = [epoch, version, track, grain, String(from)].map(encodeURIComponent).join('/')
  return decodeTrackBlock(await fetchBytes(`/api/tracks/${path}`, signal))
}

async function fetchBytes(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(address, { credentials: 'same-origin', signal }).catch((cause: unknown) => {
    throw Object.assign(new CallRefused('unreachable', 0), { cause })
  })
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => undefined)) as { readonly code?: string } | undefined
    throw new CallRefused(problem?.code ?? `http/${answer.status}`, answer.status)
  }
  return answer.arrayBuffer()
}

/**
 * What a watch held at a moment, epoch ms. A matter that was not there yet is none. Of kinds with too many to follow, one at a
 * time is looked back at, and nothing is asked about lists and counts. Rejects with CallRefused.
 */
export async function fetchPastWatched({ kind, id, log }: Watch, at: number): Promise<PastWatched> {
  if (id === undefined && isCrowded(kind)) throw new CallRefused('case/too-many-to-watch', 400)
  const { epoch, knownThen: revision } = await fetchExtent(at)
  const query = `?asOf=${revision}`
  if (id === undefined) {
    const { matters } = await call<{ matters: readonly Matter[] }>('GET', `/api/matters/${kind}${query}`)
    return { epoch, revision, matters, log: [] }
  }
  const path = `/api/matters/${kind}/${encodeURIComponent(id)}`
  const found = await call<Matter>('GET', `${path}${query}`).catch((fault: unknown) => {
    if (fault instanceof CallRefused && fault.code === 'matter/unknown') return undefined
    throw fault
  })
  if (!found) return { epoch, revision, matters: [], log: [] }
  const { events } = log ? await call<{ events: readonly RecordedEvent[] }>('GET', `${path}/events${query}`) : { events: [] }
  return { epoch, revision, matters: [found], log: events }
}
