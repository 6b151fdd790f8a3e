import type { TracePlace } from './tracing.ts'

/** What a place is made of; ids in lower-case hexadecimal. */
export interface PlaceParts {
  readonly traceId: string
  readonly spanId: string
  /** True where the trace is told to anybody. */
  readonly isTold: boolean
}

const FORM = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/
const NOTHING = /^0+$/

/** A place as a header says it. */
export function placeOf({ traceId, spanId, isTold }: PlaceParts): TracePlace {
  return `00-${traceId}-${spanId}-${isTold ? '01' : '00'}`
}

/** What a place is made of; undefined for a header that W3C Trace Context says to ignore. */
export function partsOf(text: unknown): PlaceParts | undefined {
  const [, version, traceId = '', spanId = '', flags = ''] = (typeof text === 'string' && FORM.exec(text)) || []
  if (version !== '00' || NOTHING.test(traceId) || NOTHING.test(spanId)) return undefined
  return { traceId, spanId, isTold: (Number.parseInt(flags, 16) & 1) === 1 }
}
