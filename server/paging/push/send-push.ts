import { createECDH, createHash } from 'node:crypto'
import type { PushKey } from './push-key.ts'
import { type PushTarget, sealPush } from './seal-push.ts'

export interface PushParts {
  readonly key: PushKey
  /** The guarded way out of the house: the address came from a browser. */
  readonly fetch: typeof fetch
  random(bytes: number): Buffer
}

/** What came of it: `gone` when the browser no longer wants to be told. */
export type Pushed = { readonly kind: 'sent' } | { readonly kind: 'gone' } | { readonly kind: 'failed'; readonly fault: string }

/** What could not be delivered for so long is no news, seconds. */
const TIME_TO_LIVE_S = 4 * 3600

/**
 * Tells a browser through its push service. `topic` is the same for the same news: what was not delivered yet is replaced, and
 * the browser shows it once though it may come twice.
 */
export async function sendPush(
  { key, fetch, random }: PushParts,
  target: PushTarget,
  topic: string,
  news: object,
  now: number,
): Promise<Pushed> {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  try {
    const body = sealPush(Buffer.from(JSON.stringify(news)), target, { salt: random(16), secret: pair.getPrivateKey() })
    const answer = await fetch(target.endpoint, {
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: key.authorization(target.endpoint, now),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(TIME_TO_LIVE_S),
        urgency: 'high',
        topic: createHash('sha256').update(topic).digest('base64url').slice(0, 32),
      },
      body: new Uint8Array(body),
    })
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' }
    return answer.ok ? { kind: 'sent' } : { kind: 'failed', fault: `the push service answered ${answer.status}` }
  } catch (fault) {
    return { kind: 'failed', fault: (fault as Error).message }
  }
}
