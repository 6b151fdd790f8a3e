import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Span as ApiSpan,
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, resourceAttributesEnvDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace'
import type { TracingSettings } from '../config/tracing-settings.ts'
import { toProblem } from '../problem.ts'
import { Ids, idsOfThread } from './thread-ids.ts'
import { type TracingLog, toldExporter } from './told-exporter.ts'
import { partsOf, placeOf } from './trace-place.ts'
import type { Begin, Span, SpanName, TracePlace, Tracing } from './tracing.ts'

export interface TelemetryParts extends TracingSettings {
  /** Version of the product, and which of its processes this is. */
  readonly version: string
  readonly instance: string
  readonly log: TracingLog
}

/** Spans kept while they wait to be sent: those of a minute at a hundred a second. What comes on top is not told. */
const MOST_WAITING = 8_192

/** Longest time a stop waits for what is not sent yet, ms. */
const CLOSE_PATIENCE_MS = 2_000

const KINDS: Readonly<Record<NonNullable<Begin['kind']>, SpanKind>> = { asked: SpanKind.SERVER, asking: SpanKind.CLIENT }

/** Tells traces by OpenTelemetry, to whoever takes them at `url`. Import it only where that is wanted: its packages come with it. */
export function openTelemetry(parts: TelemetryParts): Tracing {
  const ids = new Ids()
  const share = new TraceIdRatioBasedSampler(parts.ratio)
  const provider = new TracerProvider({
    resource: resourceOf(parts),
    sampler: parts.followsParent ? new ParentBasedSampler({ root: share }) : share,
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: toldExporter(new OTLPTraceExporter({ url: parts.url }), parts.log),
        maxQueueSize: MOST_WAITING,
        scheduledDelayMillis: parts.everyMs,
      }),
    ],
  })
  const tracer = provider.getTracer('guanlan', parts.version)
  const places = new AsyncLocalStorage<TracePlace>()
  const begin = (name: SpanName, { parent, links = [], kind, at, facts }: Begin) =>
    new ToldSpan(
      tracer.startSpan(
        name,
        {
          kind: kind ? KINDS[kind] : SpanKind.INTERNAL,
          attributes: attributesOf(facts),
          links: links.flatMap(linkTo),
          ...(at !== undefined && { startTime: at }),
        },
        contextOf(parent, kind === 'asked'),
      ),
    )
  return {
    begin,
    threadOf: (name) => {
      const { traceId, spanId } = idsOfThread(name)
      return placeOf({ traceId, spanId, isTold: share.shouldSample(ROOT_CONTEXT, traceId).decision !== 0 })
    },
    beginThread: (name, span, how) => ids.bearing(idsOfThread(name), () => begin(span, { ...how, parent: undefined })),
    within: (span, work) => places.run(span.place, work),
    here: () => places.getStore(),
    close: async () => {
      // Whoever takes the traces may be away, and would be waited for longer than a stop may take.
      await Promise.race([provider.shutdown(), pause(CLOSE_PATIENCE_MS, undefined, { ref: false })])
    },
  }
}

/** What tells this process from others; OTEL_RESOURCE_ATTRIBUTES may say more of it. */
function resourceOf({ serviceName, version, instance }: TelemetryParts) {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'guanlan', 'service.version': version, 'service.instance.id': instance }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes(serviceName === undefined ? {} : { 'service.name': serviceName }))
}

class ToldSpan implements Span {
  readonly #span: ApiSpan
  readonly place: TracePlace

  constructor(span: ApiSpan) {
    const { traceId, spanId, traceFlags } = span.spanContext()
    this.#span = span
    this.place = placeOf({ traceId, spanId, isTold: (traceFlags & TraceFlags.SAMPLED) !== 0 })
  }

  note(facts: Begin['facts']): void {
    this.#span.setAttributes(attributesOf(facts))
  }

  link(place: TracePlace): void {
    for (const link of linkTo(place)) this.#span.addLink(link)
  }

  end(fault?: unknown, at?: number): void {
    if (fault !== undefined) {
      const { code, status } = toProblem(fault)
      this.#span.setAttribute('error.type', code)
      // Whoever asked for what cannot be had is refused; only what is ours to mend is an error.
      if (status >= 500) this.#span.setStatus({ code: SpanStatusCode.ERROR })
    }
    this.#span.end(at)
  }
}

function attributesOf(facts: Begin['facts']): Attributes {
  return { ...facts }
}

function contextOf(place: TracePlace | undefined, isRemote: boolean) {
  const parts = partsOf(place)
  if (!parts) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, { ...spanContextOf(parts), isRemote })
}

function linkTo(place: TracePlace) {
  const parts = partsOf(place)
  return parts ? [{ context: spanContextOf(parts) }] : []
}

function spanContextOf({ traceId, spanId, isTold }: NonNullable<ReturnType<typeof partsOf>>) {
  return { traceId, spanId, traceFlags: isTold ? TraceFlags.SAMPLED : TraceFlags.NONE }
}
