import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { FILE_LIMITS, FILE_TYPES, FileIdSchema, type FileType, fileTypeOf, type SentFile, SentFileSchema } from '#contract/file.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { type ExecuteParts, execute } from '../access/act/execute.ts'
import type { Subject } from '../access/policy/subject.ts'
import { isInReach } from '../matters/in-reach.ts'
import { byteRange } from './byte-range.ts'
import { findFile, readFile } from './file-store.ts'
import { sendFile } from './send-file.ts'

export interface FilesParts extends ExecuteParts {
  readonly tree: AreaTree
}

const MOST_BYTES = Math.max(...Object.values(FILE_LIMITS))

/** What a browser saves a file as. */
const ENDINGS: Readonly<Record<FileType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
}

/**
 * A file opened by itself is a picture or a sound and nothing else, whatever it holds; whoever may see it is asked each time,
 * so nothing between keeps it, and the browser asks whether it still may show what it has.
 */
const HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-cache',
  vary: 'Cookie',
  'accept-ranges': 'bytes',
}

/** Photos and voice notes: POST /api/files takes one in, GET /api/files/:id shows it to whom it concerns. */
export const files: FastifyPluginAsync<FilesParts> = async (app, parts) => {
  const { database, tree } = parts
  const tags = ['files']
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body)

  app.post(
    '/api/files',
    {
      config: { access: 'files:send' },
      bodyLimit: MOST_BYTES,
      schema: {
        ...{ tags, operationId: 'sendFile', summary: 'A photo or a voice note, to be attached to what is said next' },
        description: `The body is the file itself; its type is said by Content-Type: ${Object.keys(FILE_TYPES).join(', ')}.`,
        response: { 200: SentFileSchema },
      },
      onRequest: async (request) => {
        if (fileTypeOf(request.headers['content-type'] ?? '') === undefined) throw new Refusal('file/type')
        if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw new Refusal('file/too-large')
      },
    },
    async (request, reply): Promise<SentFile> => {
      const type = fileTypeOf(request.headers['content-type'] ?? '')
      if (type === undefined) throw new Refusal('file/type')
      reply.header('cache-control', 'no-store')
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      return execute(parts, askingOf(request), sendFile, { type, bytes })
    },
  )

  app.get(
    '/api/files/:id',
    {
      config: { access: 'files:read' },
      schema: {
        ...{ tags, operationId: 'readFile', summary: 'A photo or a voice note, for whom what shows it concerns, and its sender' },
        params: Type.Object({ id: FileIdSchema }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const { id } = request.params as { readonly id: string }
      const file = await seenFile(id, request.subject)
      const etag = `"${id}"`
      reply.headers({
        ...HEADERS,
        etag,
        'content-disposition': `inline; filename="${FILE_TYPES[file.type]}-${id.slice(0, 8)}.${ENDINGS[file.type]}"`,
      })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const bytes = await readFile(database, id)
      if (!bytes) throw new Refusal('file/unknown')
      return sendBytes(reply.type(file.type), bytes, request.headers.range)
    },
  )

  /** Throws Refusal `file/unknown` for what is not there, or is not for the subject. */
  async function seenFile(id: string, subject: Subject) {
    if (subject.kind !== 'person') throw new Refusal('file/unknown')
    const file = await findFile(database, id, subject.account.id)
    if (!file || !(file.isOwn || file.reaches.some((reach) => isInReach(subject, reach, tree)))) throw new Refusal('file/unknown')
    return file
  }
}

function sendBytes(reply: FastifyReply, bytes: Buffer, range: string | undefined) {
  const part = byteRange(range, bytes.length)
  if (part === undefined) return reply.send(bytes)
  if (part === 'none') return reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  const { from, to } = part
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
    .send(bytes.subarray(from, to + 1))
}
