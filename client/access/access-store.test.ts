import { expect, it } from 'vitest'
import type { Me } from '#contract/access.ts'
import { createAccessStore } from './access-store.ts'
import { CallRefused } from './call.ts'
import { personMe, visitorMe } from './testing/me.ts'

it('knows who is there from the answer of the server', async () => {
  const access = createAccessStore(async () => personMe())
  expect(access.getState()).toEqual({ kind: 'reading' })
  await access.read()
  expect(access.getState()).toEqual({ kind: 'known', me: personMe() })
})

it('shows the city as before where the server is older and asks nobody', async () => {
  const access = createAccessStore(() => Promise.reject(new CallRefused('request/not-found', 404)))
  await access.read()
  expect(access.getState()).toEqual({ kind: 'unguarded' })
})

it('keeps the picture while the server cannot be reached, and says so where there is none yet', async () => {
  const answers = [unreachable(), personMe(), unreachable()]
  const access = createAccessStore(async () => orThrow(answers.shift()))
  await access.read()
  expect(access.getState()).toEqual({ kind: 'unreachable', code: 'unreachable' })
  await access.read()
  await access.read()
  expect(access.getState()).toEqual({ kind: 'known', me: personMe() })
})

it('takes the picture away at once when the session ends, before the server has been asked again', async () => {
  const access = createAccessStore(async () => visitorMe())
  await access.change(async () => personMe())
  const ended = access.end()
  expect(access.getState()).toEqual({ kind: 'known', me: visitorMe() })
  await ended
})

it('gives the picture back when the server knows the person after all', async () => {
  const access = createAccessStore(async () => personMe())
  await access.change(async () => personMe())
  await access.end()
  expect(access.getState()).toEqual({ kind: 'known', me: personMe() })
})

it('does not take the end of the old session for an end while another remit is being taken', async () => {
  let asked = 0
  const access = createAccessStore(async () => {
    asked += 1
    return visitorMe()
  })
  await access.change(async () => personMe())
  let answer = (_me: Me) => {}
  const changed = access.change(() => new Promise<Me>((resolve) => (answer = resolve)))
  await access.end()
  expect(access.getState()).toEqual({ kind: 'known', me: personMe() })
  answer(personMe({ name: '另一个' }))
  await changed
  expect(access.getState()).toEqual({ kind: 'known', me: personMe({ name: '另一个' }) })
  expect(asked).toBe(0)
})

it('asks who is there after a change that was refused, when the session ended meanwhile', async () => {
  const access = createAccessStore(async () => visitorMe())
  await access.change(async () => personMe())
  const refused = access.change(async () => {
    await access.end()
    throw new CallRefused('access/remit-unknown', 404)
  })
  await expect(refused).rejects.toThrow('access/remit-unknown')
  await expect.poll(() => access.getState()).toEqual({ kind: 'known', me: visitorMe() })
})

function unreachable(): CallRefused {
  return new CallRefused('unreachable', 0)
}

function orThrow(answer: Me | CallRefused | undefined): Me {
  if (answer instanceof CallRefused || answer === undefined) throw answer
  return answer
}
