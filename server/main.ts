import { DrivenClock } from './clock/driven-clock.ts'
import { readConfig } from './config/config.ts'
import { RecordFault } from './record/record-store.ts'
import { type RunningServer, runServer } from './run/run-server.ts'
import { type EnrolledPlayer, type FromServer, type ServerStep, setupLine, type ToServer } from './start/message.ts'
import { StartupFault } from './startup-fault.ts'

/** Longest time a stop may take, in ms; whatever is not written then was never acknowledged. */
const STOP_PATIENCE_MS = 25_000

const tell = (message: FromServer) => {
  if (process.send) process.send(message)
  else if (message.kind === 'setup') process.stdout.write(`${setupLine(message.link)}\n`)
  else if (message.kind === 'ready') process.stdout.write(`${message.url}\n`)
  else if (message.kind === 'refused') process.stderr.write(`${message.sentence}\n`)
}

let isStopping = false
let running: RunningServer | undefined
/** In a drill, the time of the shadow city: it stands still unless the runner moves it. */
let driven: DrivenClock | undefined

/** Stops once, however often it is asked. A stop during the start waits for the start, which then undoes itself. */
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  driven?.letGo()
  setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref()
  await starting
  await running?.stop()
  process.exit(process.exitCode ?? 0)
}

const starting = start()

async function start(): Promise<void> {
  try {
    const config = readConfig(process.env, process.argv.slice(2))
    driven = config.drill && new DrivenClock(config.drill.at)
    running = await runServer(config, (step: ServerStep) => tell({ kind: 'step', step }), onLost, driven)
    if (running.setupLink !== undefined) tell({ kind: 'setup', link: running.setupLink })
    tell({ kind: 'ready', url: running.url, ...running.city })
  } catch (fault) {
    const sentence = refusalOf(fault)
    if (sentence === undefined) throw fault
    tell({ kind: 'refused', sentence })
    process.exitCode = 1
    if (process.connected) process.disconnect()
  }
}

/** What PostgreSQL says when all its connections are taken. */
const NO_CONNECTION_LEFT = '53300'

/** Why the start is refused, for the person who asked for it; undefined for a fault of our own. */
function refusalOf(fault: unknown): string | undefined {
  if (fault instanceof StartupFault) return fault.message
  if (!(fault instanceof RecordFault)) return undefined
  if ((fault.cause as { readonly code?: unknown } | undefined)?.code === NO_CONNECTION_LEFT)
    return 'The database has no connection left for this server, which takes up to 30; raise its max_connections by as many, or close other programs'
  const said = fault.cause instanceof Error ? fault.cause.message : fault.code
  return `The record cannot be read: ${said.split('\n', 1)[0]}; if it stays so, its disk has lost something: restore a backup (docs/backup.md)`
}

/** Another server has the record now, or the record is another: whatever this one went on to say would be wrong. */
function onLost(): void {
  process.stderr.write('While the database was away another server took the record, or a standby its place; this server stops\n')
  process.exit(1)
}

/** A stop meanwhile closes the record under it; nobody waits for the tokens then. */
async function mint(names: readonly string[]): Promise<void> {
  try {
    if (running) tell({ kind: 'tokens', tokens: await running.mintTokens(names) })
  } catch (fault) {
    if (!isStopping) throw fault
  }
}

async function move(at: number, isTick: boolean): Promise<void> {
  driven?.moveTo(at)
  if (isTick) await driven?.tick()
  tell({ kind: 'moved', at })
}

async function enrol(players: readonly EnrolledPlayer[]): Promise<void> {
  try {
    if (running?.enrol) tell({ kind: 'enrolled', tokens: await running.enrol(players) })
  } catch (fault) {
    if (!isStopping) throw fault
  }
}

async function mintReader(): Promise<void> {
  try {
    if (running) tell({ kind: 'reader', token: await running.mintReader() })
  } catch (fault) {
    if (!isStopping) throw fault
  }
}

// Under a starter it is the starter who says when: Ctrl-C reaches every process of the terminal at once.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.send || void stop())
process.on('SIGTERM', () => void stop())
// The starter is gone, however it went: nobody would ever stop us.
process.on('disconnect', () => void stop())
process.on('message', (message: ToServer) => {
  switch (message.kind) {
    case 'stop':
      return void stop()
    case 'mint':
      return void mint(message.names)
    case 'mint-reader':
      return void mintReader()
    case 'move':
      return void move(message.at, message.isTick)
    case 'enrol':
      return void enrol(message.players)
  }
})
