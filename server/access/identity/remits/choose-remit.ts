import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { provenPerson } from '../accounts/own-account.ts'
import { replaceSession } from '../sessions/session.ts'
import { remitsOf } from './remits.ts'

/** Acts in another of one's own capacities from now on. Outcome is the token of the session in place of this one. */
export const chooseRemit = defineAct<{ readonly remit: string; hasArea(code: string): boolean }, string>({
  type: 'remit.choose',
  needs: 'self:manage',
  run: async (context, { remit: id, hasArea }) => {
    const person = provenPerson(context.subject)
    const remit = (await remitsOf(context.tx, person.account.id)).find((held) => held.id === id && hasArea(held.area))
    if (!remit) throw new Refusal('access/remit-unknown')
    const session = await replaceSession(context, person.session, { remit })
    if (!session) throw new Refusal('access/sign-in-needed')
    return { outcome: session.token, object: { kind: 'remit', id }, detail: { role: remit.role, area: remit.area } }
  },
})
