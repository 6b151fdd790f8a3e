import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Problem } from '#contract/problem.ts'
import type { OpenWarnings, WarningReceipt } from '#contract/warning.ts'
import { ServerProcess } from '../testing/server-process.ts'

/** Sent at one time, so that a retry is the very same message. */
const SENT = Math.floor(Date.now() / 1000) * 1000 - 60_000

let server: ServerProcess
let token: string

beforeAll(async () => {
  server = await ServerProcess.prepare()
  await server.start()
  token = await server.mint('weather')
})
afterAll(() => server.remove())

it('takes a message in before it answers: what was acknowledged stands after the server was killed, and a retry is known', async () => {
  const response = await send(message('kept'))
  expect(response.status).toBe(200)
  const receipt = (await response.json()) as WarningReceipt
  expect(receipt).toMatchObject({ outcome: 'taken', phase: 'in-force', areas: ['rm-a'], isShown: true })
  await server.kill()
  await server.start()
  const open = (await (await fetch(`${server.url}/api/open/warnings`)).json()) as OpenWarnings
  expect(open.inForce.map(({ id }) => id)).toContain(receipt.id)
  expect(await (await send(message('kept'))).json()).toEqual({ ...receipt, outcome: 'known' })
})

it.each<[name: string, body: string, headers: Record<string, string>, status: number, code: string]>([
  ['a document type', `<!DOCTYPE alert>${message('x')}`, {}, 400, 'warning/doctype'],
  ['what is no XML', 'hello', {}, 400, 'warning/not-xml'],
  ['another document', '<a/>', {}, 422, 'warning/not-cap'],
  ['a message that breaks a rule', message('x').replace('<status>Actual', '<status>actual'), {}, 422, 'warning/invalid'],
  ['another media type', message('x'), { 'content-type': 'application/json' }, 415, 'request/media-type'],
  ['a packed body', message('x'), { 'content-encoding': 'gzip' }, 415, 'request/media-type'],
  ['a body beyond all measure', `${message('x')}${' '.repeat(2 * 1024 * 1024)}`, {}, 413, 'request/too-large'],
  ['a token nobody has', message('x'), { authorization: 'Bearer gl_none' }, 401, 'source/unknown'],
])('refuses %s with a problem that says what to do', async (_name, body, headers, status, code) => {
  const response = await send(body, headers)
  const problem = (await response.json()) as Problem
  expect(problem).toMatchObject({ status, code })
  expect(problem.detail.length).toBeGreaterThan(10)
  expect(JSON.stringify(problem)).not.toMatch(/\bat .*\.ts/)
})

function message(identifier: string): string {
  const time = (at: number) => `${new Date(at).toISOString().slice(0, 19)}-00:00`
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>met</sender><sent>${time(SENT)}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Rain</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>${time(SENT + 7_200_000)}</expires><area><areaDesc>a</areaDesc><geocode><valueName>c</valueName><value>rm-a</value></geocode></area></info></alert>`
}

function send(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/hub/warnings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml', ...headers },
    body,
  })
}
