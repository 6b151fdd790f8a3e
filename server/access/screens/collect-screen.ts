import { createHmac } from 'node:crypto'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { tokenHash } from '../identity/sessions/session-token.ts'

/**
 * Hands an enrolled screen its token. It follows from the token of the pairing, which only the browser has: an answer that
 * is lost on the way is simply asked for again, and nobody else can ever be handed it.
 */
export const collectScreen = defineAct<{ readonly pairing: string }, string>({
  type: 'screen.collect',
  needs: 'anyone',
  run: async ({ tx, now }, { pairing }) => {
    const [row] = await tx.query<{ id: string; name: string }>(
      `select s.id, s.name from guanlan.pairing p join guanlan.screen s on s.id = p.screen
       where p.token_hash = $1 and p.ends_at > $2 and s.revoked_at is null for update of s`,
      [tokenHash(pairing), now],
    )
    if (!row) throw new Refusal('screen/code-unknown')
    const token = screenToken(pairing, row.id)
    await tx.query('update guanlan.screen set token_hash = $2, seen_at = $3 where id = $1', [row.id, tokenHash(token), now])
    return { outcome: token, object: { kind: 'screen', id: row.id }, detail: { name: row.name } }
  },
})

function screenToken(pairing: string, screen: string): string {
  return createHmac('sha256', pairing).update(`screen:${screen}`).digest('base64url')
}
