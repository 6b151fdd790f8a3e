import { Gate } from './gate.ts'
import type { FromDrill, ToDrill } from './message.ts'
import { drillsOf, runDrill } from './run-drill.ts'
import { openShadowDatabases } from './shadow-database.ts'

/**
 * Plays one drill for the server that forked this process: it is told what to play, says what happens, and ends with it. When
 * the server is gone, however it went, the shadow city is taken away as well.
 */
const gate = new Gate()
const stop = new AbortController()

/** The last thing said has left this process. */
let isSaid: Promise<void> = Promise.resolve()

const tell = (message: FromDrill): void => {
  if (process.connected) isSaid = new Promise((resolve) => process.send?.(message, () => resolve()))
}

async function play({ drill: id, city, speed, people }: Extract<ToDrill, { kind: 'play' }>): Promise<void> {
  const { drills, timeZone, scriptOf } = await drillsOf(city)
  const drill = drills.find((one) => one.id === id)
  if (!drill) throw new Error(`there is no drill "${id}" in this city`)
  const databases = await openShadowDatabases()
  let told = Number.NEGATIVE_INFINITY
  try {
    const { verdicts, refused, seconds } = await runDrill({
      ...{ databases, drill, city, timeZone, script: scriptOf(drill), port: 0, signal: stop.signal },
      speed: speed === 'max' ? undefined : Number(speed),
      bots: people.length === 0 ? 'all' : { but: people },
      say: () => undefined,
      onOpen: (url, cityAt) => tell({ kind: 'opened', url, cityAt }),
      onProgress: (passed) => {
        if (passed - told < drill.duration / PROGRESS_STEPS) return
        told = passed
        tell({ kind: 'progress', seconds: passed })
      },
      onHappening: (happening) => tell({ kind: 'happened', happening }),
      onVerdict: (place, verdict) => tell({ kind: 'judged', place, verdict }),
      untilGoing: () => gate.passed(),
    })
    tell({ kind: 'progress', seconds })
    tell({ kind: 'over', isWhole: seconds >= drill.duration, verdicts, refused: refused.length })
  } finally {
    await databases.close()
  }
}

/** Progress is told in so many steps at most, however fast a drill is played. */
const PROGRESS_STEPS = 2_000

/** Stands still no longer, so that it can end. */
function end(): void {
  stop.abort()
  gate.open()
}

async function host(asked: Extract<ToDrill, { kind: 'play' }>): Promise<void> {
  try {
    await play(asked)
  } catch (fault) {
    tell({ kind: 'failed', sentence: fault instanceof Error ? fault.message : String(fault) })
  }
  await isSaid
  process.exit()
}

// Under a server it is the server who says when: Ctrl-C reaches every process of the terminal at once.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('SIGTERM', end)
process.on('disconnect', end)
process.on('message', (message: ToDrill) => {
  switch (message.kind) {
    case 'play':
      return void host(message)
    case 'pause':
      return gate.close()
    case 'resume':
      return gate.open()
    case 'stop':
      return end()
  }
})
