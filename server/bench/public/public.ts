/**
 * What a public audience costs the server behind its caches: how many bytes the page and the newest block of a scene have, and what
 * answering for the block takes, beside a bare server that answers as many bytes from memory. Needs the built screens.
 *
 *     npm run build && npm run bench -- public [--rounds 3] [--seconds 4] [--json] [--record]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Catalogue } from '#contract/catalogue.ts'
import type { OpenCatalogue } from '#contract/open.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { usedBy } from '../scale/used-by.ts'

/** Caches that ask at a time. */
const ASKING = 32
/** A new block is made every half a minute. */
const BLOCK_MS = 30_000

const options = benchOptions({ rounds: 3, seconds: 4 })
const { rounds, seconds } = options.settings
const agent = new Agent({ keepAlive: true, maxSockets: ASKING })
let asked = 0

// Whoever asks stands behind a cache, each another address: as one of them, they would be kept to the pace of one.
const server = await ServerProcess.prepare({ CITY: '', LOG_LEVEL: 'fatal', TRUST_PROXY: '127.0.0.1' })
let bare: ChildProcess | undefined
try {
  await server.start()
  sayProgress('a city tells its figures')
  await tellFigures(server)
  await pause(BLOCK_MS)
  const { scenes } = JSON.parse((await answerOf(server.url, '/api/open/catalogue', 'identity')).body.toString()) as OpenCatalogue
  const blocks = await Promise.all(
    scenes.map(async ({ id }) => ({ id, bytes: (await answerOf(server.url, `/api/open/blocks/${id}`)).body.length })),
  )
  const [largest] = blocks.toSorted((a, b) => b.bytes - a.bytes)
  if (!largest) throw new Error('the city publishes nothing')
  bare = fork(join(import.meta.dirname, 'bare.ts'), [`${largest.bytes}`])
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }]
  const contenders = {
    product: { url: server.url, path: `/api/open/blocks/${largest.id}`, pid: server.pid },
    bare: { url: `http://127.0.0.1:${port}`, path: '/', pid: bare.pid as number },
  }
  const measured = await alternate(['product', 'bare'] as const, rounds, async (who, round) => {
    sayProgress(`round ${round + 1} of ${rounds}: ${who}`)
    const { url, path, pid } = contenders[who]
    const before = usedBy(pid).own.cpuMs
    const begun = performance.now()
    let answers = 0
    const cache = async () => {
      while (performance.now() - begun < seconds * 1_000) {
        await answerOf(url, path)
        answers += 1
      }
    }
    await Promise.all(Array.from({ length: ASKING }, cache))
    return {
      perSecond: (answers / (performance.now() - begun)) * 1_000,
      cpuUs: ((usedBy(pid).own.cpuMs - before) / answers) * 1_000,
    }
  })
  const baseline = (of: (one: (typeof measured.bare)[number]) => number) => ({
    name: 'a bare server',
    values: measured.bare.map(of),
  })
  const row = (measure: string, unit: string, of: (one: (typeof measured.bare)[number]) => number) =>
    benchRow({ measure, unit, values: measured.product.map(of), baseline: baseline(of) })
  const all = blocks.reduce((sum, { bytes }) => sum + bytes, 0)
  concludeBench('public', options, {
    rows: [
      benchRow({ measure: 'the page with its scripts and styles, gzip', unit: 'bytes', values: [await pageBytes(server.url)] }),
      benchRow({ measure: 'the newest block of the largest scene, gzip', unit: 'bytes', values: [largest.bytes] }),
      benchRow({ measure: 'the newest blocks of all scenes, gzip', unit: 'bytes', values: [all] }),
      row('answers for the newest block', 'answers/s', ({ perSecond }) => perSecond),
      row('CPU of the server for an answer', 'µs', ({ cpuUs }) => cpuUs),
    ],
    notes: [
      `The city publishes ${scenes.length} scenes. Every figure of every town was told once; protected counts come with the end of their windows and are not in these blocks.`,
      'Whoever asks runs on the same machine over loopback, and takes part of its cores.',
    ],
  })
} finally {
  agent.destroy()
  bare?.disconnect()
  await server.remove()
}

/** Everything that every town and the city can tell, once, in the middle of what is plausible. */
async function tellFigures(server: ServerProcess): Promise<void> {
  const { metrics, areas } = (await (await server.read('/api/catalogue')).json()) as Catalogue
  const time = new Date().toISOString()
  const rows = metrics.flatMap(({ id, level, rollUp, range: [low, high] }) =>
    areas
      .filter((area) => area.level === level && level !== 'community')
      .map(({ code }) => {
        const value = Math.round((low + high) / 2)
        const said = rollUp.area === 'ratio' || rollUp.area === 'mean' ? { numerator: value, denominator: 1 } : { value }
        return { metric: id, area: code, time, ...said }
      }),
  )
  await server.post(await server.mint('city'), rows)
}

/** Bytes of a first visit to the public's page, without fonts and pictures. */
async function pageBytes(url: string): Promise<number> {
  const page = (await answerOf(url, '/open', 'identity')).body.toString()
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string)
  const answers = await Promise.all(['/open', ...files].map((path) => answerOf(url, path)))
  return answers.reduce((sum, { body }) => sum + body.length, 0)
}

function answerOf(url: string, path: string, encoding = 'gzip'): Promise<{ readonly body: Buffer }> {
  asked += 1
  const from = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
  const headers = { 'accept-encoding': encoding, 'x-forwarded-for': from }
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, headers }, async (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      if (response.statusCode === 200) resolve({ body: Buffer.concat(chunks) })
      else reject(new Error(`${path} was answered ${response.statusCode}: ${Buffer.concat(chunks)}`))
    })
    sent.on('error', reject)
    sent.end()
  })
}
