import { useEffect, useState } from 'react'
import type { PushSubscriptionBody } from '#contract/alarm-commands.ts'
import { call } from '../access/call.ts'
import { useAlarmWords } from './use-alarm-words.ts'

/** Where this browser stands: whether it can be told while it is closed, and whether it is. */
type PushState = 'unable' | 'off' | 'on' | 'denied' | 'failed' | 'busy'

/** Lets this browser be told of alarms its person is paged for, though nothing of ours is open in it. */
export function PushSwitch() {
  const w = useAlarmWords()
  const [state, setState] = useState<PushState>('busy')
  useEffect(() => {
    void currentState().then(setState)
  }, [])
  if (state === 'unable') return <span className="soft">{w('push.unable')}</span>
  const turn = async (turning: () => Promise<PushState>) => {
    setState('busy')
    setState(await turning().catch(() => 'failed' as const))
  }
  return (
    <>
      <button
        type="button"
        className="press press-quiet"
        aria-pressed={state === 'on'}
        aria-busy={state === 'busy'}
        onClick={() => void turn(state === 'on' ? turnOff : turnOn)}
      >
        {w(state === 'on' ? 'push.on' : 'push.off')}
      </button>
      <span role="status">
        {state === 'denied' && w('push.denied')}
        {state === 'failed' && w('push.failed')}
      </span>
    </>
  )
}

async function currentState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !window.isSecureContext) return 'unable'
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? 'on' : 'off'
}

async function turnOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const { key } = await call<{ key: string }>('GET', '/api/alarms/push')
  await navigator.serviceWorker.register('/shell-worker.js')
  const registration = await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  const body: PushSubscriptionBody = { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' }
  await call('POST', '/api/alarms/push', body)
  return 'on'
}

async function turnOff(): Promise<PushState> {
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  if (subscription) {
    await call('POST', '/api/alarms/push/end', { endpoint: subscription.endpoint })
    await subscription.unsubscribe()
  }
  return 'off'
}
