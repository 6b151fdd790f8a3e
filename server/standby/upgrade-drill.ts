/** npm run upgrade-drill: puts a new version on a cluster, one member after the other, under screens, sources and orders. */
import { parseArgs } from 'node:util'
import { drilledFigure } from './drilled-figure.ts'
import { upgradeTheCluster } from './upgrade-the-cluster.ts'

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '3' },
    screens: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '3' },
    migration: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
const [members, screens, mixed] = [Number(values.members), Number(values.screens), Number(values.seconds)]
if (values.help || !(members >= 2) || !(screens >= 1) || !(mixed >= 0)) {
  process.stdout.write('npm run upgrade-drill -- [--members 3] [--screens 500] [--seconds 3] [--migration]\n')
  process.exit(values.help ? 0 : 1)
}

const { figures, quietMs, orders, resumed, snapshots, gaps, awayMs, oldRefusal } = await upgradeTheCluster({
  ...{ members, screens, mixedMs: mixed * 1_000, isMigrating: values.migration === true },
  figure: await drilledFigure(process.env.CITY),
  env: { ...process.env, HUB: 'simulated', LOG_LEVEL: 'fatal' },
  say: print,
})
print(`数据 · figures acknowledged ${figures.acknowledged}, 丢失 · lost ${figures.lost}, 重复 · doubled ${figures.doubled}`)
print(`最长间隔 · longest time between two figures ${seconds(quietMs)}`)
print(
  `指令 · orders acknowledged ${orders.acknowledged}, 丢失 · lost ${orders.lost}, 被拒 · refused ${orders.refused.length}, 重发 · sent again ${orders.repeats}`,
)
if (orders.refused.length > 0) print(`被拒原因 · refused with ${[...new Set(orders.refused)].join(', ')}`)
print(`屏幕 · screens moved ${awayMs.length} times: p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`)
print(`续接 · resumed ${resumed}, 重取 · snapshots ${snapshots}, 缺口 · gaps ${gaps}`)
if (oldRefusal !== undefined) print(`旧版再启动 · the version before, started afterwards: ${oldRefusal}`)
const isKept = figures.lost + figures.doubled + orders.lost + orders.refused.length + gaps === 0
print(isKept ? '守约 · as promised' : '违约 · NOT as promised')
if (!isKept) process.exitCode = 1

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function at(share: number): string {
  return seconds(awayMs[Math.min(awayMs.length - 1, Math.ceil(awayMs.length * share) - 1)] ?? 0)
}

function seconds(time: number): string {
  return `${(time / 1_000).toFixed(2)} s`
}
