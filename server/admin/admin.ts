import { readConfig } from '../config.ts'
import { StartupFault } from '../startup-fault.ts'
import { readCommand, USAGE } from './command.ts'
import { runCommand } from './run-command.ts'
import { withRecord } from './with-record.ts'

/** Runs one administrator's command. What it answers goes to stdout, everything else to stderr. Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  if (command.kind === 'help') {
    process.stdout.write(USAGE)
    return 0
  }
  if (command.kind === 'mistake') {
    process.stderr.write(`${command.sentence}\n\n${USAGE}`)
    return 1
  }
  const config = readConfig(process.env, [])
  const outcome = await withRecord(config, ({ store }) => runCommand(command, store))
  if ('refusal' in outcome) {
    process.stderr.write(`${outcome.refusal}\n`)
    return 1
  }
  if (outcome.remark) process.stderr.write(`${outcome.remark}\n`)
  if (outcome.answer) process.stdout.write(`${outcome.answer}\n`)
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (fault) {
  if (!(fault instanceof StartupFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exitCode = 1
}
