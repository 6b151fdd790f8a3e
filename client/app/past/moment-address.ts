import { KNOWN, type MomentEvent, type MomentStore, type Past, SPEEDS } from '../../state/moment.ts'
import { type MomentInAddress, readAddress } from '../address.ts'

/** The address is written at most this often while the past is played, ms: browsers refuse more. */
const WRITE_EVERY_MS = 1_000

/** What an address says of the moment: nothing, or where to look back to. It plays if it says how fast. */
export function eventOf({ moment, speed, known }: MomentInAddress): Extract<MomentEvent, { kind: 'look-back' }> | undefined {
  const at = moment === undefined ? Number.NaN : Date.parse(moment)
  if (Number.isNaN(at)) return undefined
  const knownSpeed = SPEEDS.find((one) => String(one) === speed)
  return {
    ...{ kind: 'look-back', at, isPlaying: knownSpeed !== undefined },
    ...{ speed: knownSpeed ?? 1, known: KNOWN.find((one) => one === known) ?? 'then' },
  }
}

/** How a moment is spelled in an address, to the second. */
export function spellMoment({ at, isPlaying, speed, known }: Past): MomentInAddress {
  return {
    moment: new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    speed: isPlaying ? String(speed) : undefined,
    known: known === 'then' ? undefined : known,
  }
}

/**
 * Keeps the moment in the address, so that a reload, a link and the back key lead to it; the way from live to the past is a
 * step back can undo. Opens at the moment the address names. Returns the undo.
 */
export function bindMomentAddress(moment: MomentStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (way: 'pushState' | 'replaceState') => {
    clearTimeout(timer)
    timer = undefined
    const now = moment.getState()
    const said = now.kind === 'past' ? spellMoment(now) : { moment: undefined, speed: undefined, known: undefined }
    const next = new URL(location.href)
    for (const [name, value] of Object.entries(said))
      if (value === undefined) next.searchParams.delete(name)
      else next.searchParams.set(name, value)
    if (next.href !== location.href) history[way](null, '', next)
  }
  const read = () => {
    const event = eventOf(readAddress(location))
    moment.send(event ?? { kind: 'go-live' })
    if (event && moment.getState().kind === 'past') {
      moment.send({ kind: 'know', known: event.known ?? 'then' })
      moment.send({ kind: 'speed', speed: event.speed ?? 1 })
      moment.send({ kind: event.isPlaying ? 'play' : 'pause' })
    }
  }
  read()
  const stop = moment.subscribe((now, before) => {
    if (now.kind !== before.kind) write(now.kind === 'past' ? 'pushState' : 'replaceState')
    else timer ??= setTimeout(() => write('replaceState'), WRITE_EVERY_MS)
  })
  addEventListener('popstate', read)
  return () => {
    clearTimeout(timer)
    stop()
    removeEventListener('popstate', read)
  }
}
