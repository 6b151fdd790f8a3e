import { expect, it } from 'vitest'
import { type OrderDraft, orderFields, resourcesWritten } from './order-draft.ts'

const draft: OrderDraft = {
  kind: 'role',
  role: 'field-responder',
  area: 'a',
  department: '',
  person: '',
  title: ' 加派泵车 4 台 ',
  text: '',
  minutes: 30,
  resources: 'pump-1、pump-2, pump-1 不是编号',
  needsPhoto: false,
}

it('sends an order under the term that was seen, in the words that were written', () => {
  expect(orderFields(draft, { incident: { id: 'i1', term: 3 } })).toEqual({
    incident: 'i1',
    term: 3,
    title: '加派泵车 4 台',
    to: [{ kind: 'role', role: 'field-responder', area: 'a' }],
    slaMinutes: 30,
    resources: [{ id: 'pump-1' }, { id: 'pump-2' }],
    issue: true,
  })
})

it('sends nothing that says nothing, or that is for nobody', () => {
  expect(orderFields({ ...draft, title: '  ' }, {})).toBeUndefined()
  expect(orderFields({ ...draft, kind: 'person' }, {})).toBeUndefined()
  expect(orderFields({ ...draft, kind: 'department' }, {})).toBeUndefined()
})

it('takes each resource once', () => {
  expect(resourcesWritten('a b,a').map(({ id }) => id)).toEqual(['a', 'b'])
})
