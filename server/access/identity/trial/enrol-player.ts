import type { Remit } from '#contract/access.ts'
import { defineAct } from '../../act/act.ts'
import { nameKey } from '../accounts/account-name.ts'
import { openSession } from '../sessions/session.ts'
import { newId } from '../sessions/session-token.ts'
import { TRIED } from './try-role.ts'

/** Somebody with a part in a drill, and in which remit. */
export interface NewPlayer extends Pick<Remit, 'role' | 'area' | 'domains'> {
  readonly id: string
  /** The name others see. */
  readonly shown: string
}

/**
 * Signs a player of a drill in as an account of its own, made where there is none: bots act by the very doors people use. Run
 * by the start of a shadow city alone, which has no other accounts than those of its trial. Outcome is the token of the session.
 */
export const enrolPlayer = defineAct<NewPlayer, string>({
  type: 'drill.enrol',
  needs: 'anyone',
  run: async (context, { id, shown, role, area, domains }) => {
    const { tx, now, random } = context
    const name = `${TRIED}player:${id}`
    const [account] = await tx.query<{ id: string; name: string }>(
      `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at) values ($1, $2, $3, $4, true, $5, $5)
       on conflict (name_key) do update set used_at = $5 returning id, shown as name`,
      [newId(random), name, nameKey(name), shown, now],
    )
    if (!account) throw new Error(`the account of the player ${id} was not made`)
    await tx.query(
      `insert into guanlan.remit (id, account, role, area, domains, granted_at) values ($1, $1, $2, $3, $4, $5)
       on conflict (id) do update set role = $2, area = $3, domains = $4`,
      [account.id, role, area, domains === 'all' ? null : domains, now],
    )
    const remit: Remit = { id: account.id, role, area, domains }
    const { id: session, token } = await openSession(context, { account: account.id, assurance: 'trial', remit })
    return {
      outcome: token,
      actor: { kind: 'person', ...account, role },
      object: { kind: 'session', id: session },
      detail: { role, area },
    }
  },
})
