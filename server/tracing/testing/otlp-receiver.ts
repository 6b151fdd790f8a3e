import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

const Id = (digits: number) => Type.String({ pattern: `^[0-9a-f]{${digits}}$` })
const Nanoseconds = Type.String({ pattern: '^[0-9]{19}$' })
const Attributes = Type.Array(
  Type.Object({
    key: Type.String(),
    value: Type.Object({
      stringValue: Type.Optional(Type.String()),
      intValue: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
      doubleValue: Type.Optional(Type.Number()),
    }),
  }),
)

/** A span as OTLP has it in JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const SpanSchema = Type.Object({
  traceId: Id(32),
  spanId: Id(16),
  parentSpanId: Type.Optional(Id(16)),
  name: Type.String({ minLength: 1 }),
  kind: Type.Integer({ minimum: 1, maximum: 5 }),
  startTimeUnixNano: Nanoseconds,
  endTimeUnixNano: Nanoseconds,
  attributes: Attributes,
  links: Type.Array(Type.Object({ traceId: Id(32), spanId: Id(16) })),
})
export type ReceivedSpan = Static<typeof SpanSchema>

const ExportSchema = Type.Object({
  resourceSpans: Type.Array(
    Type.Object({
      resource: Type.Object({ attributes: Attributes }),
      scopeSpans: Type.Array(Type.Object({ scope: Type.Object({ name: Type.String() }), spans: Type.Array(SpanSchema) })),
    }),
  ),
})

/** Somebody who takes traces by OTLP over HTTP, and answers 400 to whatever is not in the form of the protocol. */
export class OtlpReceiver {
  readonly url: string
  readonly spans: ReceivedSpan[] = []
  /** Everything that came, as it came. */
  text = ''
  resource: Readonly<Record<string, unknown>> = {}
  /** While it is true, whoever sends is answered 500, upon which OTLP says not to send the same again. */
  isClosed = false
  readonly #server: ReturnType<typeof createServer>
  readonly #waiting = new Set<() => void>()

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(): Promise<OtlpReceiver> {
    let receiver: OtlpReceiver | undefined
    const server = createServer(async (request, response) => {
      response.writeHead((await receiver?.take(request)) ?? 500, { 'content-type': 'application/json' }).end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    receiver = new OtlpReceiver(server)
    return receiver
  }

  /** Resolves with the first span that fits, once it is here. */
  async span(fits: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
    for (;;) {
      const found = this.spans.find(fits)
      if (found) return found
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  private async take(request: IncomingMessage): Promise<number> {
    let text = ''
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk
    if (this.isClosed) return 500
    if (request.method !== 'POST' || request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json')
      return 400
    const said: unknown = JSON.parse(text)
    if (!Value.Check(ExportSchema, said)) return 400
    this.text += text
    for (const { resource, scopeSpans } of said.resourceSpans) {
      this.resource = factsOf(resource)
      for (const { spans } of scopeSpans) this.spans.push(...spans)
    }
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
    return 200
  }
}

/** The attributes of a span, or of a resource, by name. */
export function factsOf({ attributes }: Pick<ReceivedSpan, 'attributes'>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? doubleValue : Number(intValue)),
    ]),
  )
}
