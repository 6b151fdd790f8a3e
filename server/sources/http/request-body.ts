import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { Refusal } from '#contract/errors.ts'

/** What a body is written in. */
export type BodyForm = 'json' | 'ndjson'

const FORMS: Record<string, BodyForm> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
}

/** Media types the door takes; the first of each form is the one to send. */
export const MEDIA_TYPES = Object.keys(FORMS)

/** Most bytes a compressed body may become: a small file can be made that unpacks for days. */
const MAX_UNPACKED_BYTES = 16 * 1024 ** 3

/** The form of the body by its headers. Throws Refusal for a media type, text encoding or compression not taken. */
export function bodyForm(headers: IncomingHttpHeaders): BodyForm {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase())
  const form = Object.hasOwn(FORMS, type) ? FORMS[type] : undefined
  if (!form) throw new Refusal('request/media-type')
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '')
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw new Refusal('request/media-type', `The body says it is written in ${charset}; send UTF-8.`)
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Refusal('request/media-type', `Content-Encoding ${encoding} is not taken; send gzip or nothing.`)
  return form
}

/** The bytes of the body, unpacked where they are gzip. Throws Refusal when they are not what they say, or break off. */
export async function* bodyBytes(request: IncomingMessage): AsyncGenerator<Buffer> {
  const isPacked = request.headers['content-encoding']?.trim().toLowerCase() === 'gzip'
  try {
    if (isPacked) yield* unpacked(request)
    else yield* request as AsyncIterable<Buffer>
  } catch (fault) {
    throw refusalOf(fault)
  }
}

async function* unpacked(request: IncomingMessage): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  request.once('error', (fault) => gunzip.destroy(fault))
  let length = 0
  try {
    for await (const chunk of request.pipe(gunzip) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > MAX_UNPACKED_BYTES)
        throw new Refusal('request/too-large', `Unpacked, a body may have ${MAX_UNPACKED_BYTES} bytes.`)
      yield chunk
    }
  } finally {
    request.unpipe(gunzip)
    gunzip.destroy()
  }
}

/** Complaints of zlib and of the connection are about what was sent; everything else stays what it is. */
function refusalOf(fault: unknown): unknown {
  const { code, message } = fault as NodeJS.ErrnoException
  if (code?.startsWith('Z_')) return new Refusal('request/invalid', `The body says it is gzip, but cannot be unpacked: ${message}.`)
  if (code === 'ECONNRESET') return new Refusal('request/invalid', 'The sender broke off before the end of the body.')
  return fault
}
