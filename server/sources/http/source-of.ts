import type { FastifyRequest } from 'fastify'
import { Refusal } from '#contract/errors.ts'
import type { Source } from '../../record/record-store.ts'
import { hashToken } from '../source-token.ts'

/** Looks a source up by the hash of its token. */
export interface SourceFinder {
  findSource(tokenHash: string): Promise<Source | undefined>
}

/** The source that sends a request, by its token. Throws Refusal `source/unknown` or `source/disabled`. */
export async function sourceOf({ headers }: FastifyRequest, { findSource }: SourceFinder): Promise<Source> {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined)
    throw new Refusal('source/unknown', 'The request has no header "Authorization: Bearer TOKEN" with the token of a source.')
  const source = await findSource(hashToken(token))
  if (!source) throw new Refusal('source/unknown')
  if (source.disabled) throw new Refusal('source/disabled')
  return source
}
