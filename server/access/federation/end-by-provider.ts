import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { announceEndings } from '../endings.ts'
import type { ProviderLogout } from './provider.ts'

/** A logout token is refused again for this long, ms; it is over long before. */
const REMEMBERED_MS = 86_400_000

/**
 * Ends the sessions that a logout of the provider speaks of: the one of its `sid`, else all of its subject that the
 * provider opened. Outcome is how many there were. Throws Refusal for a token that was taken before.
 */
export const endByProvider = defineAct<ProviderLogout, number>({
  type: 'session.end',
  needs: 'anyone',
  run: async ({ tx, now }, { issuer, subject, sid, tokenId }) => {
    await tx.query('delete from guanlan.provider_logout where at <= $1', [now - REMEMBERED_MS])
    const taken = await tx.query(
      'insert into guanlan.provider_logout (issuer, token_id, at) values ($1, $2, $3) on conflict do nothing returning token_id',
      [issuer, tokenId, now],
    )
    if (taken.length === 0) throw new Refusal('access/provider-refused')
    const ended = await tx.query<{ id: string }>(
      `delete from guanlan.session where id in (
         select session from guanlan.federated_session
         where issuer = $1 and (($2::text is not null and sid = $2) or ($2::text is null and subject = $3))
       ) returning id`,
      [issuer, sid ?? null, subject ?? null],
    )
    await announceEndings(
      tx,
      ended.map(({ id }) => `session:${id}`),
    )
    return { outcome: ended.length, detail: { by: 'provider', sessions: ended.length } }
  },
})
