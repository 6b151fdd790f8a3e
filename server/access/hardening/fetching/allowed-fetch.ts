import { type LookupAddress, lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isLoopbackAddress, plainAddress, readAddressList } from '../addresses/address-list.ts'
import { isNeverFetched, isPublicAddress } from './public-address.ts'

/** Thrown for an address that may not be fetched, and for an answer that is too large, too slow or leads too far. */
export class FetchRefused extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'FetchRefused'
  }
}

export interface FetchRules {
  /** Networks that may be fetched though they are private: where the house's own provider stands. */
  readonly isAllowed: (address: string) => boolean
  /** Where names are looked up; that of the system when left out. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>
}

/** What may be fetched though it is private: networks that are named, and this machine where the address itself names it. */
export function fetchable(address: string, networks: readonly string[]): (address: string) => boolean {
  const list = readAddressList(networks)
  if ('mistake' in list) throw new Error(`${list.mistake} is no network`)
  const { hostname } = new URL(address)
  const isHere = hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'))
  return (resolved) => list.has(resolved) || (isHere && isLoopbackAddress(resolved))
}

const LONGEST_ANSWER_BYTES = 1024 * 1024
const LONGEST_WAIT_MS = 10_000
const MOST_REDIRECTS = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * The one way in which the server fetches an address that somebody else had a say in. https, or http where the address is
 * allowed by configuration; every address a name stands for is judged at the very moment of connecting, so that a name
 * cannot become another after it was judged; redirects are judged anew; size and time have an end, and nothing is unpacked.
 * Throws FetchRefused.
 */
export function allowedFetch(rules: FetchRules): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init)
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    let url = new URL(asked.url)
    for (let hop = 0; ; hop++) {
      const answer = await fetchOnce(rules, url, asked, hop === 0 ? body : undefined)
      const to = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null
      if (to === null || asked.redirect === 'manual') return answer
      if (asked.redirect === 'error' || asked.method !== 'GET')
        throw new FetchRefused(`${url.origin} redirects, which is not followed`)
      if (hop >= MOST_REDIRECTS) throw new FetchRefused(`${url.origin} redirects too often`)
      const next = URL.canParse(to, url.href) ? new URL(to, url.href) : undefined
      if (!next) throw new FetchRefused(`${url.origin} redirects to what is no address`)
      // What was meant for one host is not told to another.
      if (next.origin !== url.origin) asked.headers.delete('authorization')
      url = next
    }
  }
}

async function fetchOnce(rules: FetchRules, url: URL, asked: Request, body: Buffer | undefined): Promise<Response> {
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0) judge(rules, url, literal)
  const send = senderOf(url)
  const headers = { ...Object.fromEntries(asked.headers), 'accept-encoding': 'identity' }
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(LONGEST_WAIT_MS)])
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(url, { method: asked.method, headers, signal, agent: false, lookup: judgedLookup(rules, url) }, resolve)
    sent.on('error', (fault) => reject(asRefused(url, fault)))
    sent.end(body)
  })
  const bytes = await readWhole(url, answer)
  const status = answer.statusCode ?? 502
  const isEmpty = status === 204 || status === 205 || status === 304
  return new Response(isEmpty ? null : Uint8Array.from(bytes), { status, headers: headersOf(answer) })
}

function senderOf({ protocol, origin }: URL): typeof httpsRequest {
  if (protocol === 'https:') return httpsRequest
  if (protocol === 'http:') return httpRequest
  throw new FetchRefused(`${origin} is not fetched: only https is`)
}

/** Throws FetchRefused for an address the server must not reach. */
function judge({ isAllowed }: FetchRules, { protocol, host }: URL, resolved: string): void {
  const address = plainAddress(resolved)
  if (isNeverFetched(address)) throw new FetchRefused(`${host} stands for ${address}, which is never fetched`)
  if (isAllowed(address)) return
  if (protocol !== 'https:') throw new FetchRefused(`${host} is not fetched over an open line`)
  if (!isPublicAddress(address)) throw new FetchRefused(`${host} stands for ${address}, which is not on the open net`)
}

/** Connecting asks here: the addresses that were judged are the addresses that are connected to. */
function judgedLookup(rules: FetchRules, url: URL): LookupFunction {
  const resolve = rules.resolve ?? systemLookup
  return (name, options, callback) => {
    resolve(name)
      .then((addresses) => {
        if (addresses.length === 0) throw new FetchRefused(`${name} stands for no address`)
        for (const { address } of addresses) judge(rules, url, address)
        return addresses
      })
      .then(
        (addresses) => {
          const [first] = addresses as [LookupAddress]
          if (options.all) callback(null, [...addresses])
          else callback(null, first.address, first.family)
        },
        (fault: NodeJS.ErrnoException) => callback(fault, options.all ? [] : '', 0),
      )
  }
}

function systemLookup(name: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (fault, addresses) => (fault ? reject(fault) : resolve(addresses)))
  })
}

async function readWhole(url: URL, answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length
      if (size > LONGEST_ANSWER_BYTES) throw new FetchRefused(`${url.origin} answers with more than ${LONGEST_ANSWER_BYTES} bytes`)
      parts.push(part)
    }
  } catch (fault) {
    answer.destroy()
    throw asRefused(url, fault)
  }
  return Buffer.concat(parts)
}

function asRefused(url: URL, fault: unknown): unknown {
  if (fault instanceof FetchRefused) return fault
  const { name, code } = fault as NodeJS.ErrnoException
  const isSlow = name === 'AbortError' || name === 'TimeoutError'
  return new FetchRefused(`${url.origin} ${isSlow ? 'did not answer in time' : `cannot be reached (${code ?? name})`}`, {
    cause: fault,
  })
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] as string, rawHeaders[index + 1] as string)
  return headers
}
