import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { endSession } from './session.ts'

/** Ends the session it is asked in. */
export const signOut = defineAct<undefined, void>({
  type: 'session.end',
  needs: 'self:manage',
  run: async (context) => {
    const { subject } = context
    if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
    await endSession(context, subject.account.id, subject.session)
    return { outcome: undefined, object: { kind: 'session', id: subject.session } }
  },
})
