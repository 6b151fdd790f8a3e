/** A dashboard of Node-RED under measurement, in a process of its own: `node-red.ts FOLDER BYTES`, installed in FOLDER. */
import { EventEmitter } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { measured } from './measured.ts'

/** What is asked of Node-RED. */
interface NodeRed {
  init(server: object, settings: object): void
  start(): Promise<void>
  readonly httpNode: object
  readonly runtime: { readonly events: EventEmitter }
}

const [folder = '', size] = [process.argv[2], Number(process.argv[3])]
const from = createRequire(join(folder, 'package.json'))
const red = from('node-red') as NodeRed
const express = createRequire(from.resolve('node-red'))('express') as () => RequestListener & {
  use(path: string, app: object): void
}

const app = express()
const server = createServer(app)
const told = new EventEmitter()
red.init(server, {
  ...{ userDir: folder, flowFile: 'flows.json', httpAdminRoot: false, httpNodeRoot: '/', functionGlobalContext: { told } },
  // By default its dashboard wants each socket to begin with polling; the readers of the bench begin where those end up.
  ...{ dashboard: { ioMiddleware: [] }, logging: { console: { level: 'off' } }, telemetry: { enabled: false } },
})
app.use('/', red.httpNode)
const started = new Promise((resolve) => red.runtime.events.once('flows:started', resolve))
await red.start()
await started
measured(server, {
  held: () => 0,
  cast: () => void told.emit('cast', { payload: { at: Date.now(), figures: 'x'.repeat(size) } }),
})
