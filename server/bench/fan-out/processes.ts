import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { SERVER_FLAGS } from '../../server-flags.ts'
import type { Contender, FromReaders, FromServer, Pace, ToReaders, ToServer } from './messages.ts'

/** Which server is measured, and how much it tells at a time, bytes. */
export interface Served {
  readonly contender: Contender
  readonly bytes: number
  /** Where Node-RED is installed. */
  readonly folder?: string
}

/** A server under measurement, in a process of its own. */
export interface MeasuredProcess extends AsyncDisposable {
  readonly port: number
  tell(message: ToServer): void
  /** Memory after a collection, bytes, and how many readers are held. */
  state(): Promise<{ readonly rss: number; readonly held: number }>
  /** CPU used so far, microseconds. */
  cpuUs(): Promise<number>
  /** Ends what `begin` began. */
  end(): Promise<{ readonly cpuUs: number; readonly casts: number }>
}

/** A process full of readers that follow one server. */
export interface Readers {
  begin(): void
  end(): Promise<Said<FromReaders, 'read'>>
  /** Called whenever all of them have taken in one message more. */
  onCaughtUp(run: () => void): void
  close(): Promise<void>
}

type Said<Message, Kind> = Extract<Message, { readonly kind: Kind }>

/** Starts the server, run as the product runs its own. */
export async function startServer({ contender, bytes, folder }: Served): Promise<MeasuredProcess> {
  const child =
    contender === 'node-red' ? start('node-red.ts', [folder ?? '', `${bytes}`]) : start('server.ts', [contender, `${bytes}`])
  const tell = (message: ToServer) => void child.send(message)
  const ask = <Kind extends FromServer['kind']>(message: ToServer, kind: Kind) => {
    const heard = heardFrom<Said<FromServer, Kind>>(child, kind)
    tell(message)
    return heard
  }
  const { port } = await heardFrom<Said<FromServer, 'listening'>>(child, 'listening')
  return {
    ...{ port, tell, state: () => ask({ kind: 'state' }, 'state'), end: () => ask({ kind: 'end' }, 'used') },
    cpuUs: async () => (await ask({ kind: 'cpu' }, 'cpu')).us,
    [Symbol.asyncDispose]: () => ended(child),
  }
}

/** Resolves once all of them follow the server at the port. */
export async function startReaders(contender: Contender, port: number, count: number, pace: Pace): Promise<Readers> {
  const child = start('readers.ts', [contender, `${port}`, `${count}`, pace])
  await heardFrom<FromReaders>(child, 'connected')
  return {
    begin: () => void child.send({ kind: 'begin' } satisfies ToReaders),
    end: () => {
      const read = heardFrom<Said<FromReaders, 'read'>>(child, 'read')
      child.send({ kind: 'end' } satisfies ToReaders)
      return read
    },
    onCaughtUp: (run) => void child.on('message', ({ kind }: FromReaders) => kind === 'caught-up' && run()),
    close: () => ended(child),
  }
}

function start(file: string, args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args, {
    execArgv: ['--expose-gc', ...SERVER_FLAGS],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** The next message of a kind. Throws Error when the process ends before. */
function heardFrom<Message>(child: ChildProcess, kind: string): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>()
  const gone = () => reject(new Error(`a process of the bench ended before it was ${kind}`))
  const hear = (message: { readonly kind: string }) => {
    if (message.kind !== kind) return
    child.off('message', hear)
    child.off('exit', gone)
    resolve(message as Message)
  }
  child.on('message', hear)
  child.once('exit', gone)
  return promise
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || !child.connected) return
  const over = once(child, 'exit')
  child.disconnect()
  await over
}
