import type { Remit, Role } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { nameKey } from '../identity/accounts/account-name.ts'
import { newId, newToken, tokenHash } from '../identity/sessions/session-token.ts'
import { READER_TOKEN_PREFIX } from './reader.ts'

/** What a reader is added with; its name, area and domains were judged by whoever asks. */
export interface NewReader {
  readonly name: string
  readonly area: Remit['area']
  readonly domains: Remit['domains']
  /** What it may read like; `reader` for all but the simulated hub. */
  readonly role: Role
}

/**
 * Makes a reader and gives its token, once. Only an operator at the machine adds readers; no role may. Throws Refusal
 * `reader/name-taken`.
 */
export const addReader = defineAct<NewReader, string>({
  type: 'reader.add',
  needs: 'anyone',
  run: async ({ tx, now, random }, { name, area, domains, role }) => {
    const [id, token] = [newId(random), READER_TOKEN_PREFIX + newToken(random)]
    const made = await tx.query(
      `insert into guanlan.reader (id, name, name_key, role, area, domains, token_hash, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (name_key) do nothing returning id`,
      [id, name, nameKey(name), role, area, domains === 'all' ? null : domains, tokenHash(token), now],
    )
    if (made.length === 0) throw new Refusal('reader/name-taken')
    return { outcome: token, object: { kind: 'reader', id }, detail: { name, role, area, domains } }
  },
})
