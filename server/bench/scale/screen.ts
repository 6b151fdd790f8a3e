import { WebSocket } from 'ws'
import type { Subscribe } from '#contract/live.ts'

/** Addresses of this machine that screens come from, so that none knocks as often as a stranger would. */
const SCREENS_OF_ADDRESS = 1_000

export interface ScreenParts {
  readonly port: string
  readonly token: string
  readonly subscribe: Subscribe
  /** Told of every patch, where the view is binary. */
  onPatch(bytes: number): void
  /** Told of the text of every patch, where the view is in JSON. */
  onText?(text: string): void
}

/** One screen, speaking Socket.IO by hand to cost little. Resolves to how to close it once it follows. */
export function openScreen(number: number, { port, token, subscribe, onPatch, onText }: ScreenParts): Promise<() => void> {
  const localAddress = `127.0.0.${2 + Math.floor(number / SCREENS_OF_ADDRESS)}`
  const address = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(address, { perMessageDeflate: false, localAddress })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data: Buffer, isBinary) => {
      // The points of a patch come in a frame of their own, after the one that announces them.
      if (isBinary) return onPatch(data.length)
      if (onText && data.subarray(0, 40).includes('["patch"')) onText(data.toString())
      const head = data.toString('latin1', 0, 20)
      if (head === '2') socket.send('3')
      else if (head.startsWith('0')) socket.send(`40/live,${JSON.stringify({ token })}`)
      else if (head.startsWith('40/live')) socket.send(`42/live,1${JSON.stringify(['subscribe', subscribe])}`)
      else if (head.startsWith('44/live')) reject(new Error(`a screen was refused: ${data.toString()}`))
      else if (/^(461-|43)\/live,1/.test(head)) resolve(() => socket.terminate())
    })
  })
}
