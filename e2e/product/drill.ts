import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { repositoryRoot } from '../repository.ts'

/** A drill that is being played in a shadow city. */
export interface PlayedDrill {
  readonly url: string
  stop(): Promise<void>
}

/** Longest time until a shadow city says its addresses, in ms. */
const OPEN_WITHIN_MS = 120_000

/**
 * Plays a drill as a person at the machine does, every part by a bot and thirty times as fast, on a free port. Resolves with the address
 * of its city once that is open; rejects with what it said when it does not open.
 */
export async function startDrill(id: string): Promise<PlayedDrill> {
  const child = spawn(process.execPath, ['server/drills/drill.ts', id, '--speed', '30', '--bots', 'all', '--port', '0', '--keep'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const isOver = once(child, 'exit')
    child.kill('SIGINT')
    await isOver
  }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const until = Date.now() + OPEN_WITHIN_MS
  for (;;) {
    const url = /(http:\/\/\S+)\/wall/.exec(said)?.[1]
    if (url !== undefined) return { url, stop }
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`The drill did not open.\n${said}`)
    }
    await new Promise((again) => setTimeout(again, 200))
  }
}
