import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { announceEndings } from '../endings.ts'
import { nameKey } from '../identity/accounts/account-name.ts'
import { newToken, tokenHash } from '../identity/sessions/session-token.ts'
import { READER_TOKEN_PREFIX } from './reader.ts'

/**
 * Gives a reader a new token, once; the old one is worth nothing from now on, and its sockets are closed. An operator's act,
 * as `addReader`. An area moves it there: another city may be served from these data now. Throws Refusal `reader/unknown`.
 */
export const rotateReader = defineAct<{ readonly name: string; readonly area?: string }, string>({
  type: 'reader.rotate',
  needs: 'anyone',
  run: async ({ tx, random }, { name, area }) => {
    const token = READER_TOKEN_PREFIX + newToken(random)
    const [row] = await tx.query<{ id: string }>(
      'update guanlan.reader set token_hash = $2, area = coalesce($3, area) where name_key = $1 returning id',
      [...[nameKey(name), tokenHash(token), area]],
    )
    if (!row) throw new Refusal('reader/unknown')
    await announceEndings(tx, [`reader:${row.id}`])
    return { outcome: token, object: { kind: 'reader', id: row.id }, detail: { name, ...(area !== undefined && { area }) } }
  },
})
