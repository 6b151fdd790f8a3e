/** npm run standby-drill: loses a city in both modes, with two PostgreSQL of its own, and says what it came to. */
import { parseArgs } from 'node:util'
import { drilledFigure } from './drilled-figure.ts'
import { loseTheCity, MODES, type Mode } from './lose-the-city.ts'

const { values } = parseArgs({
  options: {
    mode: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    lag: { type: 'string', default: '300' },
    help: { type: 'boolean' },
  },
})
const modes = MODES.filter((mode) => values.mode === undefined || values.mode === mode)
const workMs = Number(values.seconds) * 1_000
/** An asynchronous line is behind when it is needed most: that much, ms. */
const lag = Number(values.lag)
if (values.help || modes.length === 0 || !(workMs > 0) || !(lag >= 0)) {
  process.stdout.write('npm run standby-drill -- [--mode synchronous|asynchronous] [--seconds 5] [--lag 300]\n')
  process.exit(values.help ? 0 : 1)
}

const figure = await drilledFigure(process.env.CITY)
const env = { ...process.env, HUB: 'none', LOG_LEVEL: 'fatal' }

for (const mode of modes) {
  const lagMs = mode === 'asynchronous' ? lag : 0
  print(mode, lagMs > 0 ? `开始，线路落后 ${lagMs} ms · begins; the line will be ${lagMs} ms behind` : '开始 · begins')
  const lost = await loseTheCity({ mode, workMs, lagMs, env, figure, say: (step) => print(mode, step) })
  print(mode, `确认 · acknowledged ${lost.acknowledged}, 丢失 · lost ${lost.lost}`)
  print(mode, `RPO ${seconds(lost.rpoMs)}, RTO ${seconds(lost.rtoMs)} (提升 · promotion ${seconds(lost.promotedMs)})`)
  print(mode, lost.isNewEpoch ? '新纪元，屏幕重新取数 · a new epoch: screens begin anew' : '纪元未变 · the epoch is the old one')
  // Whoever waits for the standby with each commit must lose nothing; nobody may go on from what was lost.
  const isKept = lost.isNewEpoch && (mode === 'asynchronous' || lost.lost === 0)
  if (!isKept) process.exitCode = 1
}

function print(mode: Mode, text: string): void {
  process.stdout.write(`${mode.padEnd(12)} ${text}\n`)
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
