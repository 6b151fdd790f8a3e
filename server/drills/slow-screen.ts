import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { LiveScreen } from './live-screen.ts'
import type { Notes, Stage } from './stage.ts'

/** So many seconds of the drill pass while the screen does not read. */
const STEPS = 20
const SETTLING_STEPS = 4
const STEP_MS = 15_000
/** Waits at most so long for the screen to catch up, ms. */
const CATCH_UP_MS = 20_000

/**
 * Puts a second wall behind a line that stops reading, lets figures go on, lets it read again, and looks at what it was told and
 * how the screens beside it fared: how long a patch takes from the tick that makes it, by the clock of this machine.
 */
export async function slowScreen(stage: Stage): Promise<NonNullable<Notes['slow']>> {
  const line = await stallingLine(new URL(stage.city.url))
  const slow = new LiveScreen(line.url, stage.umpire.cookie, stage.drill.id)
  await slow.connected()
  const before = await passes(stage, STEPS / 4)
  line.stall()
  const { own, large } = viewsOf(stage)
  const followed = Promise.all([slow.follow(own), ...large.map((series) => slow.alsoFollow(series))])
  // What it asked for costs the server once, whoever reads it; what is looked at is the time after.
  await passes(stage, SETTLING_STEPS)
  const during = await passes(stage, STEPS)
  line.flow()
  await followed
  const began = performance.now()
  const newest = () => [...stage.wall.figures].every(([key, point]) => slow.figures.get(key)?.revision === point.revision)
  while (!newest() && performance.now() - began < CATCH_UP_MS) await passes(stage, 1)
  const wasTold = slow.notices.some(({ kind }) => kind === 'conflated' || kind === 'snapshot-needed')
  const slowed = { wasTold, endsOnNewest: newest(), othersBeforeMs: p95(before), othersDuringMs: p95(during) }
  slow.close()
  await line.close()
  return slowed
}

/** Most series asked for in one view. */
const VIEW_SERIES = 18_000

/**
 * The wall's own series, and besides them two views as large as a screen may have: their first answers alone are more than the line
 * and the system below it hold, so that the server has to keep something back.
 */
function viewsOf({ catalogue, tree, wall }: Stage) {
  const own = [...wall.figures.values()].map(({ metric, area, step }) => ({ metric, area, step }))
  const areas = [...tree.byCode.values()].filter(({ level }) => level === 'community').map(({ code }) => code)
  const fine = catalogue.metrics.filter(({ level, areas: some }) => level === 'community' && !some)
  const all = fine.flatMap(({ id, period }) => areas.map((area) => ({ metric: id, area, step: period })))
  return { own, large: [all.slice(0, VIEW_SERIES), all.slice(1, VIEW_SERIES - 1)] }
}

/** Lets time pass, and says how long each patch of the wall took, ms. */
async function passes({ city, feed, wall }: Stage, steps: number): Promise<number[]> {
  const took: number[] = []
  for (let step = 0; step < steps; step++) {
    const at = city.now() + STEP_MS
    await city.moveTo(at)
    await feed.tell(at)
    const count = wall.patches.length
    const began = performance.now()
    await city.tick()
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const { receivedMs } of wall.patches.slice(count)) took.push(receivedMs - began)
  }
  return took
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * 0.95)] ?? 0
}

/** A line whose far end can stop reading, and go on. */
async function stallingLine(server: URL) {
  const pairs: { readonly near: Socket; readonly far: Socket }[] = []
  let isStalled = false
  const listening = createServer({ highWaterMark: 1_024 }, (near) => {
    const far = connect(Number(server.port), server.hostname)
    pairs.push({ near, far })
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.on('data', (bytes) => void near.write(bytes))
    if (isStalled) far.pause()
  })
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    stall: () => {
      isStalled = true
      for (const { far } of pairs) far.pause()
    },
    flow: () => {
      isStalled = false
      for (const { far } of pairs) far.resume()
    },
    close: async () => {
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
      listening.close()
    },
  }
}
