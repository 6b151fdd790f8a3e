import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { announceEndings } from '../endings.ts'
import { nameKey } from '../identity/account-name.ts'
import { newToken, tokenHash } from '../identity/session-token.ts'
import { READER_TOKEN_PREFIX } from './reader.ts'

/**
 * Gives a reader a new token, once; the old one is worth nothing from now on, and its sockets are closed. An operator's act,
 * as `addReader`. Throws Refusal `reader/unknown`.
 */
export const rotateReader = defineAct<{ readonly name: string }, string>({
  type: 'reader.rotate',
  needs: 'anyone',
  run: async ({ tx, random }, { name }) => {
    const token = READER_TOKEN_PREFIX + newToken(random)
    const [row] = await tx.query<{ id: string }>('update guanlan.reader set token_hash = $2 where name_key = $1 returning id', [
      ...[nameKey(name), tokenHash(token)],
    ])
    if (!row) throw new Refusal('reader/unknown')
    await announceEndings(tx, [`reader:${row.id}`])
    return { outcome: token, object: { kind: 'reader', id: row.id }, detail: { name } }
  },
})
