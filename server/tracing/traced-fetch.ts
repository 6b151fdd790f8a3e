import type { Tracing } from './tracing.ts'

/** A `fetch` whose requests are spans, and which says to whoever is asked what they are part of. */
export function tracedFetch(fetch: typeof globalThis.fetch, tracing: Tracing): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const span = tracing.begin('fetch', {
      ...{ parent: tracing.here(), kind: 'asking' },
      facts: { 'http.request.method': method, 'server.address': url.hostname },
    })
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
    headers.set('traceparent', span.place)
    try {
      const answer = await fetch(input, { ...init, headers })
      span.note({ 'http.response.status_code': answer.status })
      span.end()
      return answer
    } catch (fault) {
      span.end(fault)
      throw fault
    }
  }
}
