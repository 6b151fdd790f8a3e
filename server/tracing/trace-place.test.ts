import { expect, it } from 'vitest'
import { partsOf, placeOf } from './trace-place.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'

it('reads what it wrote, whether the trace is told or not', () => {
  for (const isTold of [true, false]) {
    const parts = { traceId: TRACE, spanId: SPAN, isTold }
    expect(partsOf(placeOf(parts))).toEqual(parts)
  }
})

it.each([
  ['nothing', undefined],
  ['several headers', [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
  ['a version that is not known', `01-${TRACE}-${SPAN}-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ['more than there should be', `00-${TRACE}-${SPAN}-01-more`],
])('ignores %s, and a trace begins', (_, header) => {
  expect(partsOf(header)).toBeUndefined()
})
