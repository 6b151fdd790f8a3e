import { expect, it } from 'vitest'
import type { OutboxEntry } from '../../state/outbox.ts'
import { answerFields, answersTo, lackOf } from './answers.ts'

const waiting = (verb: string, seq: number): OutboxEntry => ({
  seq,
  account: 'lin',
  at: 0,
  command: { commandId: `command-${seq}`, path: '/', body: {}, verb, matter: 'o1' },
  fate: { kind: 'waiting', tries: 0 },
})

it('offers the next station first, and a refusal only before the work began', () => {
  expect(answersTo({ stage: 'delivered' }, [])).toEqual(['acknowledge', 'refuse'])
  expect(answersTo({ stage: 'in-progress' }, [])).toEqual(['done', 'progress', 'failed'])
  expect(answersTo({ stage: 'verified' }, [])).toEqual([])
})

it('lets somebody without a network go on through the stations in order', () => {
  const kept = [waiting('order.acknowledge', 1), waiting('order.start', 2)]
  expect(answersTo({ stage: 'issued' }, kept.slice(0, 1))[0]).toBe('start')
  expect(answersTo({ stage: 'issued' }, kept)[0]).toBe('done')
})

it('builds nothing on what the server refused', () => {
  const refused: OutboxEntry = { ...waiting('order.acknowledge', 1), fate: { kind: 'refused', code: 'order/stage', at: 0 } }
  expect(answersTo({ stage: 'issued' }, [refused])[0]).toBe('acknowledge')
})

it('puts the words where each verb keeps them', () => {
  expect(answerFields('refuse', ' 无泵车 ')).toEqual({ reason: '无泵车' })
  expect(answerFields('done', '')).toEqual({})
  expect(answerFields('progress', '', 212)).toEqual({ value: 212 })
})

it('asks for the photo of an order until one was shown, on the way or already told', () => {
  const order = { needsPhoto: true, progress: [] }
  const by = { id: 'lin', name: '林' }
  const photo = { id: 'photo-one-of-it', kind: 'photo' as const }
  expect(lackOf('done', order, { words: '完成', files: [] })).toBe('photo')
  expect(lackOf('done', order, { words: '', files: [{ kind: 'voice' }] })).toBe('photo')
  expect(lackOf('done', order, { words: '', files: [{ kind: 'photo' }] })).toBeUndefined()
  expect(lackOf('done', order, { words: '', files: [], waiting: [{ kind: 'photo' }] })).toBeUndefined()
  expect(lackOf('done', { ...order, progress: [{ at: 1, by, attachments: [photo] }] }, { words: '', files: [] })).toBeUndefined()
})

it('takes a photo alone for feedback, and no refusal without a reason', () => {
  const order = { needsPhoto: false, progress: [] }
  expect(lackOf('progress', order, { words: ' ', files: [] })).toBe('anything')
  expect(lackOf('progress', order, { words: '', files: [{ kind: 'photo' }] })).toBeUndefined()
  expect(lackOf('refuse', order, { words: '', files: [{ kind: 'photo' }] })).toBe('reason')
})
