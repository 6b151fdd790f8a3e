import type { Begin, Span, SpanName, Tracing } from './tracing.ts'

/** Does work as a span of its own, where anything is traced; hands on what the work gives or throws. */
export async function traced<Outcome>(
  tracing: Tracing | undefined,
  name: SpanName,
  how: Begin,
  work: (span: Span | undefined) => Promise<Outcome>,
): Promise<Outcome> {
  if (!tracing) return work(undefined)
  const span = tracing.begin(name, how)
  try {
    const outcome = await work(span)
    span.end()
    return outcome
  } catch (fault) {
    span.end(fault)
    throw fault
  }
}
