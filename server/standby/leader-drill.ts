/** npm run leader-drill: stops, kills or freezes the leader of a cluster under screens and sources, and says what it came to. */
import { parseArgs } from 'node:util'
import { drilledFigure } from './drilled-figure.ts'
import { FAULTS, type Fault, loseTheLeader } from './lose-the-leader.ts'

const { values } = parseArgs({
  options: {
    fault: { type: 'string' },
    members: { type: 'string', default: '2' },
    screens: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    nginx: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})
const faults = FAULTS.filter((fault) => values.fault === undefined || values.fault === fault)
const [members, screens, frozen] = [Number(values.members), Number(values.screens), Number(values.seconds)]
if (values.help || faults.length === 0 || !(members >= 2) || !(screens >= 1) || !(frozen > 0)) {
  process.stdout.write(
    'npm run leader-drill -- [--fault stop|kill|freeze] [--members 2] [--screens 500] [--seconds 30] [--nginx]\n',
  )
  process.exit(values.help ? 0 : 1)
}

/**
 * What is promised of 99 of 100 screens, ms. That its server was killed a screen is told; that it stands still it finds out by
 * hearing nothing, twice where it is sent there again.
 */
const PROMISED_MS: Readonly<Record<Fault, number>> = { stop: 5_000, kill: 5_000, freeze: 15_000 }

const figure = await drilledFigure(process.env.CITY)
const env = { ...process.env, HUB: 'none', LOG_LEVEL: 'fatal' }
for (const fault of faults) {
  const lost = await loseTheLeader({
    ...{ fault, members, screens, frozenMs: frozen * 1_000, isBehindNginx: values.nginx, figure, env },
    say: (step) => print(fault, step),
  })
  const { awayMs, gapMs } = lost
  print(fault, `接替 · taken over in ${seconds(lost.takenOverMs)}, 任期 · terms ${lost.terms}`)
  print(fault, `确认 · acknowledged ${lost.acknowledged}, 丢失 · lost ${lost.lost}, 重复 · doubled ${lost.doubled}`)
  print(fault, `断线屏幕 · screens cut off ${awayMs.length}: p50 ${at(awayMs, 0.5)}, p99 ${at(awayMs, 0.99)}, max ${at(awayMs, 1)}`)
  print(fault, `无新数 · without a new figure: p50 ${at(gapMs, 0.5)}, p99 ${at(gapMs, 0.99)}, max ${at(gapMs, 1)}`)
  print(fault, `续接 · resumed ${lost.resumed}, 重取 · snapshots ${lost.snapshots}, 缺口 · gaps ${lost.gaps}`)
  const isKept = lost.lost + lost.doubled + lost.gaps === 0 && lost.terms === 1
  const isQuick = Math.max(ms(awayMs, 0.99), ms(gapMs, 0.99)) <= PROMISED_MS[fault]
  print(fault, isKept && isQuick ? '守约 · as promised' : '违约 · NOT as promised')
  if (!isKept || !isQuick) process.exitCode = 1
}

function print(fault: Fault, text: string): void {
  process.stdout.write(`${fault.padEnd(6)} ${text}\n`)
}

function ms(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.ceil(ascending.length * share) - 1)] ?? 0
}

function at(ascending: readonly number[], share: number): string {
  return seconds(ms(ascending, share))
}

function seconds(time: number): string {
  return `${(time / 1_000).toFixed(2)} s`
}
