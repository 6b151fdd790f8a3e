import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { toProblem } from '../problem.ts'
import { partsOf } from './trace-place.ts'
import type { Span, Tracing } from './tracing.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request as a span, where it is traced. */
    span?: Span | undefined
  }
}

/** Asked every few seconds by machines: nobody wants to read of it. */
const UNTRACED = ['/healthz', '/readyz', '/metrics']

/**
 * Makes each request a span, part of the trace of its `traceparent`. Register it before whatever may refuse a request. Its
 * name and route are patterns: what stood in the address is told to nobody.
 */
export const traceRequests = fp(
  async (app: FastifyInstance, { tracing }: { readonly tracing: Tracing }) => {
    app.decorateRequest('span', undefined)
    app.addHook('onRequest', (request, _reply, done) => {
      const { url: route } = request.routeOptions
      if (route !== undefined && UNTRACED.includes(route)) return done()
      const parent = request.headers.traceparent
      const method = request.method as Uppercase<string>
      const facts = { 'http.request.method': method, ...(route !== undefined && { 'http.route': route }) }
      const span = tracing.begin(`${method} ${route ?? '(no route)'}`, {
        ...{ parent: partsOf(parent) ? String(parent) : undefined, kind: 'asked', facts },
      })
      request.span = span
      tracing.within(span, done)
    })
    // A body that was read from the connection comes in its time, not in that of the request.
    app.addHook('preValidation', (request, _reply, done) => {
      if (request.span) tracing.within(request.span, done)
      else done()
    })
    app.addHook('onError', async ({ span }, _reply, fault) => {
      span?.note({ 'error.type': toProblem(fault).code })
    })
    app.addHook('onResponse', async ({ span }, { statusCode }) => {
      span?.note({ 'http.response.status_code': statusCode })
      span?.end()
    })
    // Whoever left gets no answer, and the span would never end.
    app.addHook('onRequestAbort', async (request) => {
      request.span?.end()
      delete request.span
    })
  },
  { name: 'trace-requests' },
)
