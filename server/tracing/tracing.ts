/**
 * What is told about the time work takes, work by work: spans, which together are a trace. Everybody who has something to tell
 * knows this file alone; where nothing is traced there is no `Tracing`, and nothing is told.
 */

/** Where in a trace work belongs, as the header `traceparent` says it (W3C Trace Context, version 00). */
export type TracePlace = string

/** What spans are called besides requests, and what each measures. */
export const SPANS = {
  'take-in': 'one part of a request with figures, from the moment it waits for the hub until its source is answered',
  gate: 'a group of such parts, which were checked as they came, into its frames',
  commit: 'the observations of a group made durable',
  'roll-up': 'the windows the group touched, folded anew',
  revision: 'the points that changed stored under the next revision, and made true in memory',
  'fan-out': 'one tick of the fan-out that told screens of traced revisions, up to the hand-over to their sockets',
  act: 'something a person, screen or program did: policy, decision, events and audit in one transaction',
  fetch: 'a request to another system',
  'order.issued': 'an order, from its draft to its issue',
  'order.delivered': 'from the issue to the first device that has it',
  'order.read': 'from the delivery to the first reading',
  'order.acknowledged': 'from the reading to the answer that it will be done',
  'order.in-progress': 'from the answer to the beginning of the work; again where work is sent back',
  'order.done': 'the work',
  'order.verified': 'from the end of the work to its verification',
  'order.failed': 'the work, where it failed',
  'order.refused': 'until the order was refused',
  'order.superseded': 'until another order took its place',
  'order.withdrawn': 'until it was withdrawn',
} as const

/**
 * A request is called after its method and the pattern of its route, such as `GET /api/matters/:kind/:id`; one over a socket after its
 * event, such as `LIVE subscribe`.
 */
export type SpanName = keyof typeof SPANS | `${Uppercase<string>} ${string}`

/**
 * What may be said about a span, and nothing else: numbers, and words of this product. No name, no address, no text of a
 * person and no id of an account has a place here.
 */
export interface Facts {
  readonly 'http.request.method'?: string
  /** The pattern of the route, never what stood in its place. */
  readonly 'http.route'?: string
  readonly 'http.response.status_code'?: number
  /** Host of another system that is asked. */
  readonly 'server.address'?: string
  /** A code of contract/errors.ts. */
  readonly 'error.type'?: string
  /** `noun.verb`, as the audit names it. */
  readonly 'guanlan.act'?: string
  /** Rows that came. */
  readonly 'guanlan.rows'?: number
  /** Observations to store. */
  readonly 'guanlan.observations'?: number
  /** Requests, or parts of requests, that were dealt with together. */
  readonly 'guanlan.parts'?: number
  /** Windows of metrics that were folded. */
  readonly 'guanlan.frames'?: number
  readonly 'guanlan.points'?: number
  readonly 'guanlan.revision'?: number
  readonly 'guanlan.patches'?: number
  readonly 'guanlan.sockets'?: number
}

/** The thread of an order: what becomes of it, over days, devices and servers, is one trace. */
export function orderThread(id: string): string {
  return `order:${id}`
}

export interface Begin {
  /** What it is part of; undefined begins a trace. */
  readonly parent: TracePlace | undefined
  /** What it has to do with besides. */
  readonly links?: readonly TracePlace[]
  /** Who asks whom; left out, nobody asked from outside. */
  readonly kind?: 'asked' | 'asking'
  /** Epoch ms; left out, now. */
  readonly at?: number
  readonly facts?: Facts
}

/** Work under way. */
export interface Span {
  readonly place: TracePlace
  note(facts: Facts): void
  /** Says what else it has to do with. */
  link(place: TracePlace): void
  /** Ends it, once; with a fault where it failed. Of the fault only its code is told. `at` in epoch ms; left out, now. */
  end(fault?: unknown, at?: number): void
}

export interface Tracing {
  begin(name: SpanName, how: Begin): Span
  /**
   * The place of something that goes on for days and through many processes, by a name that all of them know: the spans of one
   * `thread` are one trace, and its id follows from the name.
   */
  threadOf(name: string): TracePlace
  /** The first span of a thread: the one the others are part of. */
  beginThread(name: string, span: SpanName, how: Omit<Begin, 'parent'>): Span
  /** Does work whose `here` is the span, and everything that is awaited below. */
  within<Outcome>(span: Span, work: () => Outcome): Outcome
  /** What the work under way is part of. */
  here(): TracePlace | undefined
  /** Sends what is not sent yet, waiting for it no longer than a stop may. */
  close(): Promise<void>
}
