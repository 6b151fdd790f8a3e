import type { Remit, Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { type ActContext, defineAct } from '../../act/act.ts'
import type { Asking } from '../../act/execute.ts'
import { endSession, openSession } from '../sessions/session.ts'
import { newId } from '../sessions/session-token.ts'
import { TRIAL_ROLES } from './trial.ts'

/** A role to be tried, in the city at hand. */
export interface Trial {
  readonly role: Role
  readonly remit: Omit<Remit, 'id'>
  readonly asking: Asking
}

/**
 * Signs somebody in as an account made for trying a role. That it may be tried at all is for the caller to know: this is
 * run only where `isTrialAllowed`. Outcome is the token of the session.
 */
export const tryRole = defineAct<Trial, string>({
  type: 'session.try',
  needs: 'anyone',
  run: async (context, { role, remit, asking }) => {
    if (!TRIAL_ROLES.includes(role)) throw new Refusal('access/no-trial')
    const account = await trialAccount(context, role)
    const { subject, address, agent } = asking
    if (subject.kind === 'person') await endSession(context, subject.account.id, subject.session)
    const { id, token } = await openSession(context, {
      ...{ account: account.id, assurance: 'trial', remit: await trialRemit(context, account.id, remit) },
      ...(address !== undefined && { address }),
      ...(agent !== undefined && { agent }),
    })
    return { outcome: token, actor: { kind: 'person', ...account, role }, object: { kind: 'session', id }, detail: { role } }
  },
})

/** The remit in which a role is tried: a town's role in a town, a department's in one domain, all others in the whole city. */
export function remitToTry(role: Role, { areas, city }: Pick<Catalogue, 'areas' | 'city'>): Omit<Remit, 'id'> {
  const town = areas.find(({ level }) => level === 'town')
  const [domain] = city.domains
  if (role === 'town-staff' && town) return { role, area: town.code, domains: 'all' }
  if (role === 'department-staff' && domain) return { role, area: city.area, domains: [domain.id] }
  return { role, area: city.area, domains: 'all' }
}

/** What names of accounts for trying a role begin with. A colon stands in no name that anybody can choose. */
export const TRIED = 'trial:'

async function trialAccount({ tx, now, random }: ActContext, role: Role) {
  const name = `${TRIED}${role}`
  const shown = `试用 ${role}`
  const [account] = await tx.query<{ id: string; name: string }>(
    `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at) values ($1, $2, $2, $3, true, $4, $4)
     on conflict (name_key) do update set used_at = $4, disabled_at = null, disabled_reason = null
     returning id, shown as name`,
    [newId(random), name, shown, now],
  )
  if (!account) throw new Error(`the account for trying ${role} was not made`)
  return account
}

/** The one remit of a trial account, in the city at hand: another city may have been tried on these data before. */
async function trialRemit({ tx, now }: ActContext, account: string, remit: Omit<Remit, 'id'>): Promise<Remit> {
  const domains = remit.domains === 'all' ? null : remit.domains
  await tx.query(
    `insert into guanlan.remit (id, account, role, area, domains, granted_at) values ($1, $1, $2, $3, $4, $5)
     on conflict (id) do update set role = $2, area = $3, domains = $4`,
    [account, remit.role, remit.area, domains, now],
  )
  return { ...remit, id: account }
}
