/**
 * Several servers on this machine, as one: the embedded database where no other is named, the members of a cluster on it, and a
 * balancer before them. Speaks with its starter exactly as a single server does.
 */
import { localUrl, readConfig } from '../config/config.ts'
import { takeDataFolder } from '../open-record/data-folder.ts'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { StartupFault } from '../startup-fault.ts'
import { Balancer } from './balancer.ts'
import { Members } from './members.ts'
import type { FromServer, ToServer } from './message.ts'

/** Connections of the embedded database for each member: its readers, its writers, its listeners. */
const CONNECTIONS_EACH = 30

const started: (() => unknown)[] = []
let members: Members | undefined
let stopping: Promise<void> | undefined

const tell = (message: FromServer) => {
  if (process.send) process.send(message)
}

async function start(): Promise<void> {
  const { host, port, dataDir, processes, publicUrl, ...config } = readConfig(process.env, process.argv.slice(2))
  if (!/^(127\.|localhost$|::1$)/.test(host))
    throw new StartupFault(
      `HOST is "${host}", but --processes is for this machine alone; leave HOST out, or start one server on each machine behind a balancer: docs/cluster.md`,
    )
  const balancer = await Balancer.open(host, port)
  started.push(() => balancer.close())
  const url = localUrl(host, balancer.port)
  const databaseUrl = config.databaseUrl ?? (await openDatabase(dataDir, processes))
  members = new Members(
    balancer,
    {
      ...process.env,
      ...{ DATABASE_URL: databaseUrl, MEMBER_ADDRESS: '127.0.0.1:0', PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: publicUrl ?? url },
    },
    tell,
  )
  started.push(() => members?.stop())
  // One after the other: the first makes the schema and the keys that all of them have.
  for (let count = 1; count <= processes; count++) {
    const ready = await members.add()
    if (!ready || stopping) return
    if (count === processes) tell({ ...ready, url })
  }
}

async function openDatabase(dataDir: string, processes: number): Promise<string> {
  const folder = await takeDataFolder(dataDir, () => tell({ kind: 'step', step: { kind: 'waiting-for-folder' } }))
  started.push(() => folder.release())
  const settings = [`max_connections=${20 + processes * CONNECTIONS_EACH}`]
  const news = { step: (step: Extract<FromServer, { kind: 'step' }>['step']) => tell({ kind: 'step', step }), log: () => undefined }
  const database = await startEmbeddedPostgres(dataDir, news, settings)
  started.push(() => database.stop())
  return database.url
}

function stop(): Promise<void> {
  stopping ??= (async () => {
    await starting
    for (const undo of started.splice(0).reverse()) await undo()
    process.exit(process.exitCode ?? 0)
  })()
  return stopping
}

const starting = start().catch((fault: unknown) => {
  if (!(fault instanceof StartupFault)) throw fault
  tell({ kind: 'refused', sentence: fault.message })
  process.exitCode = 1
  void stop()
})

// Under a starter it is the starter who says when: Ctrl-C reaches every process of the terminal at once.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('SIGTERM', () => void stop())
process.on('disconnect', () => void stop())
process.on('message', (message: ToServer) => {
  if (message.kind === 'stop') void stop()
  else members?.ask(message)
})
