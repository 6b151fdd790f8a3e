import { expect, it } from 'vitest'
import type { OrderDraft } from '../order-draft.ts'
import { emptyProposal, type OptionDraft, type ProposalDraft, proposalFault, proposalFields } from './proposal-draft.ts'

const NOW = 1_000_000
const written = (said: Partial<ProposalDraft> = {}): ProposalDraft => ({
  ...emptyProposal('441900'),
  question: ' 是否转移 ',
  options: [
    { id: 'a', title: '转移', expected: ' ' },
    { id: 'b', title: '再看', expected: '半小时后' },
    { id: 'c', title: '', expected: '' },
  ],
  ...said,
})

it('cannot be put forward without a question, two options, and a target for what it is judged by', () => {
  expect(proposalFault(emptyProposal('441900'))).toBe('question')
  expect(proposalFault(written({ options: written().options.slice(0, 1) }))).toBe('options')
  expect(proposalFault(written({ metric: 'flood.depth', target: '十五' }))).toBe('target')
  expect(proposalFault(written({ metric: 'flood.depth', target: '15' }))).toBeUndefined()
  expect(proposalFault(written())).toBeUndefined()
})

it('says what was written and nothing that was left empty', () => {
  expect(proposalFields(written(), { incident: 'i1', now: NOW })).toEqual({
    ...{ question: '是否转移', incident: 'i1', withinMinutes: 30 },
    options: [
      { id: 'a', title: '转移' },
      { id: 'b', title: '再看', expected: '半小时后' },
    ],
    evidence: { series: [], matters: [{ kind: 'incident', id: 'i1' }] },
  })
})

it('is judged after it is due, so that there was time for it to have an effect', () => {
  const { followUp } = proposalFields(written({ metric: 'm', target: '15', afterHours: 2 }), { now: NOW })
  expect(followUp).toEqual({ metric: 'm', area: '441900', direction: 'at-most', target: 15, at: NOW + 30 * 60_000 + 2 * 3_600_000 })
})

it('sends the order of an option only where somebody is named to do it', () => {
  const order: OrderDraft = {
    ...{ kind: 'department', role: 'town-staff', area: '441900', department: '', person: '' },
    ...{ title: '撤离', text: '', minutes: 30, resources: [], overcommit: '', needsPhoto: false },
  }
  const options: readonly OptionDraft[] = [{ id: 'a', title: '转移', expected: '', order }, ...written().options.slice(1)]
  expect(proposalFields(written({ options }), { now: NOW }).options[0]).toEqual({ id: 'a', title: '转移' })
  const named: readonly OptionDraft[] = [
    { id: 'a', title: '转移', expected: '', order: { ...order, department: 'waterworks' } },
    ...options.slice(1),
  ]
  expect(proposalFields(written({ options: named }), { now: NOW }).options[0]).toMatchObject({
    order: { title: '撤离', to: [{ kind: 'department', department: 'waterworks' }], slaMinutes: 30 },
  })
})
