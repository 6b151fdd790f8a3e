import { expect, it } from 'vitest'
import type { Deadline, Level } from '#contract/incident.ts'
import { gravestFirst, nextDeadline } from './incidents.ts'
import { toldIncident } from './testing/told-incident.ts'

const standing = (level: Level) => ({ level, at: 0, by: { id: '', name: '' }, reason: '' })

it('puts the gravest response first, then the gravest event, then the newest: a warning alone moves nothing', () => {
  const incidents = [
    toldIncident('old', 1),
    toldIncident('warned', 2, { levels: { warning: standing('I') } }),
    toldIncident('judged', 0, { levels: { event: standing('II') } }),
    toldIncident('answered', 0, { levels: { response: standing('III') } }),
  ]
  expect(gravestFirst(incidents).map(({ id }) => id)).toEqual(['answered', 'judged', 'warned', 'old'])
})

it('looks at the clock that runs out first, and at none that was met', () => {
  const deadline = (id: string, dueAt: number, metAt?: number): Deadline => ({
    id,
    rule: id,
    names: { zh: id, en: id },
    kind: 'first',
    startedAt: 0,
    dueAt,
    ...(metAt !== undefined && { metAt }),
  })
  expect(nextDeadline([deadline('written', 60), deadline('phone', 30, 20)], 10)?.deadline.id).toBe('written')
  expect(nextDeadline([deadline('phone', 30, 20)], 10)).toBeUndefined()
})
