import { parseArgs } from 'node:util'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { isPassed } from '#contract/drill.ts'
import { StartupFault } from '../startup-fault.ts'
import { clock } from './play.ts'
import { drillsOf, runDrill } from './run-drill.ts'
import { scoreText } from './score-text.ts'
import { openShadowDatabases } from './shadow-database.ts'

const USAGE = `npm run drill -- ID [--speed N | --speed max] [--port P] [--bots all | missing] [--json] [--keep]

  Plays a drill in a shadow city: a second, wholly separate city with a record, a clock and an address of its own.
  --speed   seconds of the drill in one second (1), or max: as fast as it can be followed
  --port    port of the displays of the shadow city (8090); 0 takes any free one
  --bots    missing (default): bots play the parts that no person has taken; all: they play every part
  --json    prints the score as JSON, and nothing else
  --keep    leaves the shadow city open when the drill is over, until Ctrl-C`

/** Plays one drill for people to watch and to join; prints its score. Exit code 1 when an expectation was not met. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '1' },
      port: { type: 'string', default: '8090' },
      bots: { type: 'string', default: 'missing' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const city = process.env.CITY
  const { drills, timeZone, scriptOf } = await drillsOf(city)
  const known = drills.map(({ id, names }) => `  ${id.padEnd(24)} ${names.zh} · ${names.en}`).join('\n')
  const [id] = positionals
  if (values.help || id === undefined) {
    process.stdout.write(`${USAGE}\n\n${known}\n`)
    return values.help ? 0 : 2
  }
  const drill = drills.find((one) => one.id === id)
  if (!drill) throw new StartupFault(`There is no drill "${id}"; choose one of\n${known}`)
  const speed = values.speed === 'max' ? undefined : Number(values.speed)
  if (speed !== undefined && !(speed > 0)) throw new StartupFault(`--speed is "${values.speed}"; give a number above 0, or max`)
  if (values.bots !== 'all' && values.bots !== 'missing') throw new StartupFault(`--bots is "${values.bots}"; give all or missing`)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const say = (line: string): void => void (values.json || process.stdout.write(`· ${line}\n`))
  say('准备演练城市 · preparing the shadow city')
  const databases = await openShadowDatabases()
  try {
    const score = await runDrill({
      script: scriptOf(drill),
      ...{ databases, drill, city, timeZone, port: Number(values.port), speed, bots: values.bots, signal: stop.signal, say },
      onProgress: progress(drill.duration, values.json ? () => undefined : say),
      onOpen: (url) => say(`演练 DRILL ${drill.names.zh}: ${DISPLAY_CLASSES.map((display) => `${url}/${display}`).join('  ')}`),
      whenOver: async () => {
        if (values.keep && !stop.signal.aborted) {
          say('演练结束，Ctrl-C 关闭 · the drill is over; Ctrl-C closes the shadow city')
          await new Promise((resolve) => stop.signal.addEventListener('abort', resolve))
        }
      },
    })
    process.stdout.write(values.json ? `${JSON.stringify(score, null, 2)}\n` : `\n${scoreText(score)}\n`)
    return isPassed(score) ? 0 : 1
  } finally {
    await databases.close()
  }
}

/** Says how far it is, each twentieth of the way. */
function progress(duration: number, say: (line: string) => void): (seconds: number) => void {
  let told = 0
  return (seconds) => {
    const part = Math.floor((seconds / duration) * 20)
    if (part <= told) return
    told = part
    say(`${clock(seconds)} · ${part * 5} %`)
  }
}

try {
  process.exit(await main())
} catch (fault) {
  if (!(fault instanceof StartupFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exit(1)
}
