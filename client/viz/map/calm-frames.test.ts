import { expect, it } from 'vitest'
import { createCalmFrames } from './calm-frames.ts'

it('gives a loop a frame only now and then while nothing is to be drawn', () => {
  const { frames, browser } = loopOver(20)
  expect(frames.length).toBeLessThan(20)
  const settled = frames.length
  browser.frame()
  expect(frames).toHaveLength(settled)
  browser.pass()
  browser.frame()
  expect(frames).toHaveLength(settled + 1)
})

it('gives it the very next frame when something is to be drawn, though it rests', () => {
  const { frames, browser, calm } = loopOver(20)
  const settled = frames.length
  calm.wake()
  browser.frame()
  expect(frames).toHaveLength(settled + 1)
  browser.frame()
  expect(frames).toHaveLength(settled + 2)
})

it('gives nothing to a loop that took its request back', () => {
  const browser = fakeBrowser()
  const calm = createCalmFrames(browser.ports)
  const frames: number[] = []
  calm.cancelAnimationFrame(calm.requestAnimationFrame((at) => frames.push(at)))
  browser.frame()
  browser.pass()
  browser.frame()
  expect(frames).toEqual([])
})

/** A loop that asks for another frame in each, over so many frames of the browser. */
function loopOver(count: number) {
  const browser = fakeBrowser()
  const calm = createCalmFrames(browser.ports)
  const frames: number[] = []
  const loop = (at: number) => {
    frames.push(at)
    calm.requestAnimationFrame(loop)
  }
  calm.requestAnimationFrame(loop)
  for (let index = 0; index < count; index++) browser.frame()
  return { frames, browser, calm }
}

/** A browser whose frames and time come when the test says so. */
function fakeBrowser() {
  const frames = new Set<(at: number) => void>()
  const timers = new Set<() => void>()
  let at = 0
  const keep = <Callback>(set: Set<Callback>, callback: Callback) => {
    set.add(callback)
    return () => {
      set.delete(callback)
    }
  }
  const take = <Callback>(set: Set<Callback>): Callback[] => {
    const all = [...set]
    set.clear()
    return all
  }
  return {
    ports: {
      frame: (callback: (at: number) => void) => keep(frames, callback),
      after: (_ms: number, callback: () => void) => keep(timers, callback),
    },
    frame: () => {
      at += 16
      for (const callback of take(frames)) callback(at)
    },
    pass: () => {
      for (const callback of take(timers)) callback()
    },
  }
}
