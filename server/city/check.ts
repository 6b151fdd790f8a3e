import { relative } from 'node:path'
import { checkCity } from './check-city.ts'
import { cityFolder, cityNames, DASHBOARDS } from './city-folder.ts'
import { CityFault, describeFinding } from './finding.ts'

/**
 * `npm run dashboards:check [-- FOLDER…]`: checks the named cities, or every city of dashboards/. Prints every finding;
 * the exit code is 1 when there is any.
 */
async function main(names: readonly string[]): Promise<number> {
  let count = 0
  for (const name of names.length > 0 ? names : cityNames()) {
    const folder = cityFolder(name)
    const { findings, areas, metrics, scenes, panels } = await checkCity(folder)
    for (const finding of findings) process.stdout.write(`${relative(process.cwd(), folder)}/${describeFinding(finding)}\n`)
    count += findings.length
    const shown = relative(DASHBOARDS, folder).startsWith('..') ? folder : relative(DASHBOARDS, folder)
    if (findings.length === 0)
      process.stdout.write(`${shown}: ${areas} areas, ${metrics} metrics all shown, ${scenes} scenes, ${panels} panels: in order\n`)
    else process.stdout.write(`${shown}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}\n`)
  }
  return count === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CityFault)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
