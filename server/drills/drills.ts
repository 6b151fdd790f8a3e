import { parseArgs } from 'node:util'
import { type DrillScore, isPassed } from '#contract/drill.ts'
import { StartupFault } from '../startup-fault.ts'
import { drillsOf, runDrill } from './run-drill.ts'
import { scoreText, tableText } from './score-text.ts'
import { openShadowDatabases } from './shadow-database.ts'

/** Plays every drill of the city (or those named) to its end, as fast as it can be followed. Exit code 1 when one is not passed. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
  const city = process.env.CITY
  const { drills, timeZone, scriptOf } = await drillsOf(city)
  const wanted = drills.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
  if (wanted.length === 0) throw new StartupFault(`There is no such drill; choose of ${drills.map(({ id }) => id).join(', ')}`)
  const databases = await openShadowDatabases()
  const scores: DrillScore[] = []
  try {
    for (const drill of wanted) {
      if (!values.json) process.stdout.write(`· ${drill.names.zh} · ${drill.names.en}\n`)
      const score = await runDrill({
        script: scriptOf(drill),
        ...{ databases, drill, city, timeZone, port: 0, speed: undefined, bots: 'all', signal: new AbortController().signal },
        ...{ say: () => undefined, onProgress: () => undefined },
      })
      scores.push(score)
      if (!values.json) process.stdout.write(`${scoreText(score)}\n`)
    }
  } finally {
    await databases.close()
  }
  process.stdout.write(values.json ? `${JSON.stringify(scores, null, 2)}\n` : `\n${tableText(scores)}\n`)
  return scores.every(isPassed) ? 0 : 1
}

try {
  process.exit(await main())
} catch (fault) {
  if (!(fault instanceof StartupFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exit(1)
}
