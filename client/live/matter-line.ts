import type { SocketError } from '#contract/live.ts'
import { type Watch, type Watched, watchName } from '#contract/watch.ts'
import type { MattersStore } from '../state/matters.ts'
import type { LineSocket } from './line.ts'

/** A refused question is repeated after about this long, ms. */
const RETRY_MS = 2_000

/** Refusals that asking again would not change. */
const FINAL = /^(access|request|matter)\//

export interface MatterLinePorts {
  readonly socket: Pick<LineSocket, 'connected' | 'on' | 'onConnect' | 'emit'>
  readonly matters: MattersStore
  after(ms: number, callback: () => void): () => void
  random(): number
}

/**
 * Follows over the line what the store wants: asks for each watch, joins its patches, asks again where one does not join, and
 * for all of them on each opening of the socket. Returns the undo.
 */
export function createMatterLine({ socket, matters, after, random }: MatterLinePorts): () => void {
  /** Watches asked for on this opening of the socket, by the turn of their newest question. */
  const asked = new Map<string, number>()
  let turns = 0
  let isStopped = false

  const ask = (watch: Watch) => {
    const name = watchName(watch)
    turns += 1
    const turn = turns
    asked.set(name, turn)
    socket.emit('watch', watch, (answer) => onAnswer(watch, name, turn, answer))
  }
  const onAnswer = (watch: Watch, name: string, turn: number, answer: Watched | SocketError) => {
    if (isStopped || asked.get(name) !== turn) return
    if (!('error' in answer)) {
      matters.begin(answer)
      return
    }
    const { code } = answer.error
    matters.refuse(watch, code)
    if (FINAL.test(code)) return
    after(RETRY_MS * (0.5 + random()), () => {
      if (!isStopped && socket.connected && asked.get(name) === turn) ask(watch)
    })
  }
  const settle = () => {
    if (!socket.connected) return
    const wanted = new Map(matters.wanted().map((watch) => [watchName(watch), watch]))
    for (const name of [...asked.keys()]) {
      if (wanted.has(name)) continue
      asked.delete(name)
      socket.emit('unwatch', { watch: name })
    }
    for (const [name, watch] of wanted) if (!asked.has(name)) ask(watch)
  }
  socket.on('matters', (patch) => {
    if (isStopped || matters.apply(patch)) return
    const watch = matters.wanted().find((one) => watchName(one) === patch.watch)
    if (watch) ask(watch)
  })
  socket.onConnect(() => {
    asked.clear()
    settle()
  })
  const stopHearing = matters.onWanted(settle)
  return () => {
    isStopped = true
    stopHearing()
  }
}
