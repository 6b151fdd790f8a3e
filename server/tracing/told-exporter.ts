import type { SpanExporter } from '@opentelemetry/sdk-trace'

/** Where an operator reads; a pino logger fits. */
export interface TracingLog {
  info(sentence: string): void
  warn(fields: object, sentence: string): void
}

/** `ExportResultCode.SUCCESS` of the packages. */
const SUCCESS = 0

/** The same exporter, which says in the log when nobody takes traces any more, once, and when somebody takes them again. */
export function toldExporter(exporter: SpanExporter, log: TracingLog): SpanExporter {
  let isRefused = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const wasRefused = isRefused
        isRefused = result.code !== SUCCESS
        if (isRefused && !wasRefused)
          log.warn({ err: result.error }, 'Nobody takes the traces; they are lost until somebody does, and nothing else is.')
        if (wasRefused && !isRefused) log.info('Traces are taken again.')
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
