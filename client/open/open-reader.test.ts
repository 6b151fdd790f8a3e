import { beforeEach, describe, expect, it } from 'vitest'
import { createOpenReader, type OpenReader, Trouble } from './open-reader.ts'

const CATALOGUE = { refreshMs: 30_000, scenes: [{ id: 'today' }] }

/** A server that answers as the test says, and a clock that the test winds. */
let asked: string[]
let status: number
let isFilled: boolean
let waiting: { ms: number; run: () => void } | undefined
let reader: OpenReader

beforeEach(async () => {
  asked = []
  status = 200
  isFilled = true
  waiting = undefined
  reader = createOpenReader({
    get: async (path) => {
      asked.push(path)
      if (status !== 200) throw new Trouble(status)
      return path === '/catalogue'
        ? CATALOGUE
        : { scene: path.split('/').at(-1), at: asked.length, figures: [{ cells: [{ area: 'city', value: isFilled ? 7 : null }] }] }
    },
    after: (ms, run) => {
      waiting = { ms, run }
      return () => {
        waiting = undefined
      }
    },
  })
  await settled()
  return () => reader.close()
})

describe('the reader of what is published', () => {
  it('reads the catalogue once, and the scenes in sight as often as they are made anew', async () => {
    reader.follow('today')
    await settled()
    expect(asked).toEqual(['/catalogue', '/blocks/today'])
    await wake()
    expect(asked).toEqual(['/catalogue', '/blocks/today', '/blocks/today'])
    expect(waiting?.ms).toBe(30_000)
  })

  it('asks no more for a scene that is out of sight', async () => {
    const leave = reader.follow('today')
    await settled()
    leave()
    await wake()
    expect(asked).toEqual(['/catalogue', '/blocks/today'])
    expect(reader.read().blocks.has('today')).toBe(true)
  })

  it('keeps what it has when the server is away, says so, and asks again sooner', async () => {
    reader.follow('today')
    await settled()
    status = 0
    await wake()
    expect(reader.read()).toMatchObject({ trouble: { kind: 'away' } })
    expect(reader.read().blocks.size).toBe(1)
    expect(waiting?.ms).toBeLessThan(10_000)
    status = 200
    await wake()
    expect(reader.read().trouble).toBeUndefined()
  })

  it('asks again soon while the city has no figures yet', async () => {
    isFilled = false
    reader.follow('today')
    await settled()
    expect(waiting?.ms).toBeLessThan(10_000)
    isFilled = true
    await wake()
    expect(waiting?.ms).toBe(30_000)
  })

  it('stops asking when it is refused: a firm’s session has ended', async () => {
    reader.follow('today')
    await settled()
    status = 401
    await wake()
    expect(reader.read().trouble).toEqual({ kind: 'refused', status: 401 })
    expect(waiting).toBeUndefined()
  })

  it('tells those who listen, until they stop', async () => {
    let told = 0
    const stop = reader.subscribe(() => told++)
    reader.follow('today')
    await settled()
    expect(told).toBe(1)
    stop()
    await wake()
    expect(told).toBe(1)
  })
})

async function wake(): Promise<void> {
  const due = waiting
  waiting = undefined
  due?.run()
  await settled()
}

/** Everything that was answered has been taken in. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
