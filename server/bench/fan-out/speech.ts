import { TINY_COMMUNITIES } from '../../live/testing/scripted-hub.ts'
import type { HearFrame } from './frame-reader.ts'
import type { Contender, Pace } from './messages.ts'

/** What a reader does with what it hears. */
export interface Ear {
  say(text: string): void
  /** It follows from now on. */
  ready(): void
  /** One message is here, whole: when it was said, epoch ms, and how long it was, bytes. */
  note(saidAt: number, bytes: number): void
}

/** How a reader speaks with one contender: where it knocks, and what it does with each message. */
export interface Speech {
  readonly path: string
  converse(ear: Ear, pace: Pace): HearFrame
}

/** A patch of the product announces itself in a text; its points come in a message of their own. */
const PATCH = Buffer.from('451-/live,["patch"')

/** Where a message of the product or of Node-RED says when it was said. */
const AT = Buffer.from('"at":')
const AT_DIGITS = 13

export const SPEECHES: Readonly<Record<Contender, Speech>> = {
  ws: {
    path: '/',
    converse: (ear) => {
      ear.ready()
      return (payload) => ear.note(payload.readDoubleBE(), payload.length)
    },
  },
  guanlan: { path: '/socket.io/?EIO=4&transport=websocket', converse: followGuanlan },
  'node-red': { path: '/dashboard/socket.io/?EIO=4&transport=websocket', converse: followNodeRed },
}

/** An attentive reader follows figures in the binary encoding; a slow one asks for the same in JSON, which is more of it. */
function followGuanlan(ear: Ear, pace: Pace): HearFrame {
  const series = TINY_COMMUNITIES.map((area) => ({ metric: 'tiny.homes', area }))
  const request = { series, mode: 'latest', encoding: pace === 'slow' ? 'json' : 'binary' }
  let saidAt = 0
  let announced = 0
  return (payload, isText) => {
    if (!isText) {
      if (announced > 0) ear.note(saidAt, announced + payload.length)
      announced = 0
      return
    }
    if (payload.length > PATCH.length && payload.compare(PATCH, 0, PATCH.length, 0, PATCH.length) === 0) {
      saidAt = saidIn(payload)
      announced = payload.length
      return
    }
    const head = payload.toString('latin1', 0, 16)
    if (head === '2') ear.say('3')
    else if (head.startsWith('0')) ear.say('40/live,')
    else if (head.startsWith('40/live')) ear.say(`42/live,1${JSON.stringify(['subscribe', request])}`)
    else if (head.startsWith('461-/live,1') || head.startsWith('43/live,1')) ear.ready()
  }
}

function followNodeRed(ear: Ear): HearFrame {
  return (payload) => {
    const head = payload.toString('latin1', 0, 16)
    if (head.startsWith('42["msg-input')) ear.note(saidIn(payload), payload.length)
    else if (head === '2') ear.say('3')
    else if (head.startsWith('0')) ear.say('40')
    else if (head.startsWith('42["ui-config"')) ear.ready()
  }
}

function saidIn(payload: Buffer): number {
  const from = payload.indexOf(AT) + AT.length
  return Number(payload.toString('latin1', from, from + AT_DIGITS))
}
