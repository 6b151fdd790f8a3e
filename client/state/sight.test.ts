import { expect, it } from 'vitest'
import { createSight, whileSeen } from './sight.ts'

it('wakes at once for what is in sight', () => {
  const { change, woken } = follow()
  change()
  change()
  expect(woken()).toBe(2)
})

it('wakes nobody for what is out of sight, and once when it comes into sight', () => {
  const { sight, change, woken } = follow()
  sight.see(false)
  change()
  change()
  expect(woken()).toBe(0)
  sight.see(true)
  expect(woken()).toBe(1)
  sight.see(false)
  sight.see(true)
  expect(woken()).toBe(1)
})

it('brings what is out of sight up to date with each beat, if anything changed', () => {
  const { sight, change, beat, woken } = follow()
  sight.see(false)
  beat()
  expect(woken()).toBe(0)
  change()
  beat()
  beat()
  expect(woken()).toBe(1)
})

it('follows nothing any more after the undo', () => {
  const { sight, change, beat, woken, stop } = follow()
  sight.see(false)
  change()
  stop()
  sight.see(true)
  beat()
  change()
  expect(woken()).toBe(0)
})

it('stands in nobody’s way where everything is in sight', () => {
  const subscribe = () => () => {}
  expect(whileSeen(undefined, () => () => {}, subscribe)).toBe(subscribe)
})

function follow() {
  const sight = createSight()
  const changes = bell()
  const beats = bell()
  let count = 0
  const stop = whileSeen(
    sight,
    beats.subscribe,
    changes.subscribe,
  )(() => {
    count += 1
  })
  return { sight, change: changes.ring, beat: beats.ring, woken: () => count, stop }
}

function bell() {
  const listeners = new Set<() => void>()
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    ring: () => {
      for (const listener of [...listeners]) listener()
    },
  }
}
