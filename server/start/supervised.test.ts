import { type ChildProcess, spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { Supervised } from './supervised.ts'

it('starts a process again when it ends by itself, and not once it is stopped', async () => {
  let launches = 0
  const third = Promise.withResolvers<void>()
  const supervised = new Supervised({
    launch: () => {
      launches += 1
      if (launches === 3) third.resolve()
      return node(launches < 3 ? 'process.exit(3)' : 'setInterval(() => {}, 1000)')
    },
    onEnd: () => true,
    askToStop: (child) => child.kill('SIGTERM'),
    patienceMs: 5_000,
  })
  supervised.start()
  await third.promise
  await supervised.stop()
  expect(supervised.child).toBeUndefined()
  expect(launches).toBe(3)
})

it('leaves a process down that says it would end again', async () => {
  let launches = 0
  const ended = Promise.withResolvers<number | null>()
  const supervised = new Supervised({
    launch: () => {
      launches += 1
      return node('process.exit(2)')
    },
    onEnd: (code) => {
      ended.resolve(code)
      return false
    },
    askToStop: () => undefined,
    patienceMs: 5_000,
  })
  supervised.start()
  expect(await ended.promise).toBe(2)
  await supervised.stop()
  expect(launches).toBe(1)
})

it('kills a process that does not stop when asked', async () => {
  const isUp = Promise.withResolvers<void>()
  const supervised = new Supervised({
    launch: () => {
      const child = node(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`)
      child.stdout?.once('data', () => isUp.resolve())
      return child
    },
    onEnd: () => true,
    askToStop: (child) => child.kill('SIGTERM'),
    patienceMs: 50,
  })
  supervised.start()
  await isUp.promise
  const { child } = supervised
  await supervised.stop()
  expect(child?.signalCode).toBe('SIGKILL')
})

function node(program: string): ChildProcess {
  return spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
}
