import { expect, it } from 'vitest'
import { type OrderDraft, orderFields } from './order-draft.ts'

const draft: OrderDraft = {
  kind: 'role',
  role: 'field-responder',
  area: 'a',
  department: '',
  person: '',
  title: ' 加派泵车 4 台 ',
  text: '',
  minutes: 30,
  resources: [
    { unit: { id: 'pump-1', names: { zh: '泵车 1', en: 'Pump 1' }, state: { is: 'free' } } },
    {
      unit: { id: 'tents', names: { zh: '帐篷', en: 'Tents' }, state: { is: 'free' }, stock: { amount: 500, left: 300 } },
      amount: 200,
    },
  ],
  overcommit: '',
  needsPhoto: false,
}

it('sends an order under the term that was seen, in the words that were written', () => {
  expect(orderFields(draft, { incident: { id: 'i1', term: 3 } })).toEqual({
    incident: 'i1',
    term: 3,
    title: '加派泵车 4 台',
    to: [{ kind: 'role', role: 'field-responder', area: 'a' }],
    slaMinutes: 30,
    resources: [
      { id: 'pump-1', name: '泵车 1' },
      { id: 'tents', name: '帐篷', amount: 200 },
    ],
    issue: true,
  })
})

it('sends nothing that says nothing, or that is for nobody', () => {
  expect(orderFields({ ...draft, title: '  ' }, {})).toBeUndefined()
  expect(orderFields({ ...draft, kind: 'person' }, {})).toBeUndefined()
  expect(orderFields({ ...draft, kind: 'department' }, {})).toBeUndefined()
})

it('takes more than is left, or what another order has, only with a reason', () => {
  const unit = {
    id: 'tents',
    names: { zh: '帐篷', en: 'Tents' },
    state: { is: 'free' },
    stock: { amount: 500, left: 300 },
  } as const
  const wanting = { ...draft, resources: [{ unit, amount: 301 }] }
  expect(orderFields(wanting, {})).toBeUndefined()
  expect(orderFields({ ...wanting, overcommit: ' 借调 ' }, {})).toMatchObject({ overcommit: '借调', resources: [{ amount: 301 }] })
  const held = { ...draft, resources: [{ unit: { ...unit, state: { is: 'held' }, stock: undefined } as never }] }
  expect(orderFields(held, {})).toBeUndefined()
})
