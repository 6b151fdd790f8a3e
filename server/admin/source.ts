import { SIMULATED_SOURCE } from '../record/simulated-sources.ts'
import { SOURCE_NAME } from '../sources/source-token.ts'
import type { Noun } from './noun.ts'
import { runSourceCommand, type SourceCommand } from './run-source-command.ts'

const WITH_NAME = ['add', 'disable', 'enable', 'rotate'] as const

/** The feeds that write, by their tokens. */
export const source: Noun = {
  usage: `
source add NAME       makes a source and prints its token, once: only its hash is kept
source list           lists the sources
source rotate NAME    gives a source a new token and prints it; the old one is refused from now on
source disable NAME   refuses what a source sends; what it sent stays
source enable NAME    takes in again what it sends`,
  read: (args) => {
    const command = readSourceCommand(args)
    if ('mistake' in command) return command
    return { work: ({ record }) => runSourceCommand(command, record.store) }
  },
}

/** Reads what comes after `source`. Pure. */
export function readSourceCommand([verb, ...rest]: readonly string[]): SourceCommand | { readonly mistake: string } {
  if (verb === 'list' && rest.length === 0) return { kind: 'list' }
  const kind = WITH_NAME.find((known) => known === verb)
  if (!kind) return { mistake: `There is no command "${['source', verb, ...rest].join(' ').trim()}".` }
  const [name, ...more] = rest
  if (name === undefined || more.length > 0)
    return { mistake: `source ${kind} needs exactly one name; put a name with spaces in quotes.` }
  if (kind === 'add' && name.startsWith(SIMULATED_SOURCE))
    return { mistake: `Names that begin with ${SIMULATED_SOURCE} are those of the simulated hub; choose another.` }
  return SOURCE_NAME.test(name) ? { kind, name } : { mistake: nameMistake(name) }
}

export function nameMistake(name: string): string {
  return `"${name}" cannot be a name; a name has up to 80 letters, digits, spaces and . _ : @ / -, and begins with a letter or digit.`
}
