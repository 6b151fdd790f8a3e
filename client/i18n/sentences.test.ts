import { expect, it } from 'vitest'
import { createSentenceStore, type Sentences } from './sentences.ts'

/** A store whose network and clock are in the hands of the test. */
function storeWith() {
  let resolve: (sentences: Sentences) => void = () => undefined
  let reject: (fault: Error) => void = () => undefined
  const promise = new Promise<Sentences>((...settle) => {
    ;[resolve, reject] = settle
  })
  const timers: (() => void)[] = []
  const store = createSentenceStore({ load: () => promise, after: (_ms, then) => timers.push(then) })
  const runOut = () => {
    for (const then of timers) then()
  }
  return { store, network: { resolve, reject, promise }, runOut }
}

it('fetches sentences with the first refusal, and tells whoever waits for one', async () => {
  const { store, network } = storeWith()
  let told = 0
  store.subscribe(() => {
    told += 1
  })
  expect(store.said('order/stage', 'zh')).toEqual({ kind: 'coming' })
  network.resolve({ 'order/stage': '指令在当前环节不能这样做。' })
  await store.fetch('zh')
  await network.promise
  expect(store.said('order/stage', 'zh')).toEqual({ kind: 'said', sentence: '指令在当前环节不能这样做。' })
  expect(told).toBe(1)
})

it('gives the code of a refusal this build does not know', async () => {
  const { store, network } = storeWith()
  network.resolve({})
  await store.fetch('en')
  expect(store.said('future/refusal', 'en')).toEqual({ kind: 'said', sentence: 'future/refusal' })
})

it('says that sentences are missing where there is no network for them', async () => {
  const { store, network } = storeWith()
  network.reject(new Error('offline'))
  await store.fetch('zh')
  expect(store.said('order/stage', 'zh')).toEqual({ kind: 'missing' })
})

it('lets nobody wait long for a sentence, and says it when it comes after all', async () => {
  const { store, network, runOut } = storeWith()
  const fetched = store.fetch('zh')
  runOut()
  expect(store.said('order/stage', 'zh')).toEqual({ kind: 'missing' })
  network.resolve({ 'order/stage': '指令在当前环节不能这样做。' })
  await fetched
  runOut()
  expect(store.said('order/stage', 'zh')).toEqual({ kind: 'said', sentence: '指令在当前环节不能这样做。' })
})
