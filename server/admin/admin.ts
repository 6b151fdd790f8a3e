import { type Config, readConfig } from '../config/config.ts'
import { readCityOfData } from '../open-record/city-of-data.ts'
import { StartupFault } from '../startup-fault.ts'
import { readCommandLine, USAGE } from './nouns.ts'
import { withRecord } from './with-record.ts'

/** Runs one administrator's command. What it answers goes to stdout, everything else to stderr. Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readCommandLine(args)
  if ('kind' in asked) {
    process.stdout.write(USAGE)
    return 0
  }
  if ('mistake' in asked) {
    process.stderr.write(`${asked.mistake}\n\n${USAGE}`)
    return 1
  }
  const config = await ofItsCity(readConfig(process.env, []))
  const outcome =
    'alone' in asked ? await asked.alone(config) : await withRecord(config, (record) => asked.work({ record, config }))
  if ('refusal' in outcome) {
    process.stderr.write(`${outcome.refusal}\n`)
    return 1
  }
  if (outcome.remark) process.stderr.write(`${outcome.remark}\n`)
  if (outcome.answer) process.stdout.write(`${outcome.answer}\n`)
  return 0
}

/** Where CITY names no city, the one that the data are of. */
async function ofItsCity(config: Config): Promise<Config> {
  const city = config.city ?? (await readCityOfData(config.dataDir))?.folder
  return city === undefined ? config : { ...config, city }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (fault) {
  if (!(fault instanceof StartupFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exitCode = 1
}
