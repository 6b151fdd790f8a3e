import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../access/act/act.ts'
import { addSubscription, removeSubscription } from './push-subscriptions.ts'
import type { PushTarget } from './seal-push.ts'

/** This browser wants to be told of what its person is paged for. */
export const subscribePush = defineAct<PushTarget, undefined>({
  type: 'push.subscribe',
  needs: 'self:manage',
  run: async ({ tx, subject, now }, target) => {
    if (subject.kind !== 'person') throw new Refusal('access/refused')
    await addSubscription(tx, subject.account.id, target, now)
    return { outcome: undefined, detail: { service: new URL(target.endpoint).host } }
  },
})

/** This browser no longer wants to be told. */
export const unsubscribePush = defineAct<{ readonly endpoint: string }, undefined>({
  type: 'push.unsubscribe',
  needs: 'self:manage',
  run: async ({ tx, subject }, { endpoint }) => {
    if (subject.kind !== 'person') throw new Refusal('access/refused')
    await removeSubscription(tx, endpoint, subject.account.id)
    return { outcome: undefined }
  },
})
