import { createHmac } from 'node:crypto'

/** Another system that is told: an SMS gateway, a group chat, a telephone exchange. */
export interface Webhook {
  readonly url: string
  readonly secret: string
  readonly fetch: typeof fetch
}

/**
 * Tells the other system. `Idempotency-Key` is the same however often the same is told. The signature is
 * HMAC-SHA-256 over `<time>.<body>`, the time as in `Guanlan-Time` (epoch seconds). Returns what went wrong.
 */
export async function sendWebhook(
  { url, secret, fetch }: Webhook,
  key: string,
  news: object,
  now: number,
): Promise<string | undefined> {
  const body = JSON.stringify(news)
  const time = String(Math.floor(now / 1000))
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'guanlan-time': time,
        'guanlan-signature': `sha256=${signatureOf(secret, time, body)}`,
      },
      body,
    })
    return answer.ok ? undefined : `the webhook answered ${answer.status}`
  } catch (fault) {
    return (fault as Error).message
  }
}

/** The signature of a telling, hexadecimal. */
export function signatureOf(secret: string, time: string, body: string): string {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
}
