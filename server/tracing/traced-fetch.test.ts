import { expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import { tracedFetch } from './traced-fetch.ts'
import type { Begin, Facts, Tracing } from './tracing.ts'

const HERE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const ASKED = '00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01'

it('says to whoever is asked what the request is part of, beside what it says already', async () => {
  const { tracing, told } = listening()
  let sent: Request | undefined
  const asked = tracedFetch(async (input, init) => {
    sent = new Request(input, init)
    return new Response(null, { status: 204 })
  }, tracing)
  await asked('https://sms.example.cn/alarms?to=13800000000', { method: 'POST', body: '{}', headers: { 'guanlan-time': '1' } })
  expect([sent?.headers.get('traceparent'), sent?.headers.get('guanlan-time')]).toEqual([ASKED, '1'])
  expect(told).toEqual([
    { name: 'fetch', parent: HERE, kind: 'asking' },
    { 'http.request.method': 'POST', 'server.address': 'sms.example.cn' },
    { 'http.response.status_code': 204 },
    { fault: undefined },
  ])
})

it('tells of a request that failed, and hands on why', async () => {
  const { tracing, told } = listening()
  const fault = new Refusal('server/fault')
  await expect(tracedFetch(() => Promise.reject(fault), tracing)(new URL('https://sms.example.cn'))).rejects.toBe(fault)
  expect(told.at(-1)).toEqual({ fault })
})

/** A tracing that writes down what it is told. */
function listening(): { readonly tracing: Tracing; readonly told: object[] } {
  const told: object[] = []
  const note = (facts: Facts | undefined) => void told.push({ ...facts })
  const begin = (name: string, { facts, ...how }: Begin) => {
    told.push({ name, ...how })
    note(facts)
    return { place: ASKED, note, link: () => undefined, end: (fault?: unknown) => void told.push({ fault }) }
  }
  const tracing: Tracing = {
    begin,
    threadOf: () => HERE,
    beginThread: (_thread, name, how) => begin(name, { ...how, parent: undefined }),
    within: (_span, work) => work(),
    here: () => HERE,
    close: async () => undefined,
  }
  return { tracing, told }
}
