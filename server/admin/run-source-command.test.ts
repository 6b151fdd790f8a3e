import { expect, it } from 'vitest'
import { memoryStore } from '../record/memory-store.ts'
import { hashToken } from '../sources/source-token.ts'
import type { Outcome } from './noun.ts'
import { runSourceCommand } from './run-source-command.ts'

it('makes a source, answers with nothing but its token, and keeps only the token’s hash', async () => {
  const store = memoryStore()
  const token = answerOf(await runSourceCommand({ kind: 'add', name: 'water' }, store))
  expect(token).toMatch(/^gl_[\w-]{43}$/)
  expect(await store.findSource(hashToken(token))).toMatchObject({ name: 'water' })
  expect(await store.findSource(token)).toBeUndefined()
})

it('never makes a second source of a name, and says what to do instead', async () => {
  const store = memoryStore()
  await runSourceCommand({ kind: 'add', name: 'water' }, store)
  const outcome = await runSourceCommand({ kind: 'add', name: 'water' }, store)
  expect(outcome).toEqual({ refusal: expect.stringContaining('source rotate water') })
})

it('replaces a token: the new one opens the door, the old one no more', async () => {
  const store = memoryStore()
  const old = answerOf(await runSourceCommand({ kind: 'add', name: 'water' }, store))
  const token = answerOf(await runSourceCommand({ kind: 'rotate', name: 'water' }, store))
  expect(await store.findSource(hashToken(old))).toBeUndefined()
  expect(await store.findSource(hashToken(token))).toMatchObject({ name: 'water' })
})

it('disables, enables and lists', async () => {
  const store = memoryStore()
  expect(await runSourceCommand({ kind: 'list' }, store)).toMatchObject({
    answer: '',
    remark: expect.stringContaining('source add'),
  })
  await runSourceCommand({ kind: 'add', name: 'water' }, store)
  await runSourceCommand({ kind: 'disable', name: 'water' }, store)
  expect(answerOf(await runSourceCommand({ kind: 'list' }, store))).toBe('water\tdisabled')
  await runSourceCommand({ kind: 'enable', name: 'water' }, store)
  expect(answerOf(await runSourceCommand({ kind: 'list' }, store))).toBe('water\tenabled')
})

it.each(['rotate', 'disable', 'enable'] as const)('%s says when there is no such source', async (kind) => {
  expect(await runSourceCommand({ kind, name: 'nobody' }, memoryStore())).toEqual({
    refusal: expect.stringContaining('no source named nobody'),
  })
})

function answerOf(outcome: Outcome): string {
  if (!('answer' in outcome)) throw new Error(outcome.refusal)
  return outcome.answer
}
