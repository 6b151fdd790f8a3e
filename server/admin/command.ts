import { SOURCE_NAME } from '../sources/source-token.ts'

/** What an administrator may ask, or the mistake in how it was asked. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly sentence: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'add' | 'disable' | 'enable' | 'rotate'; readonly name: string }

export const USAGE = `npm run --silent admin -- COMMAND

  source add NAME       makes a source and prints its token, once: only its hash is kept
  source list           lists the sources
  source rotate NAME    gives a source a new token and prints it; the old one is refused from now on
  source disable NAME   refuses what a source sends; what it sent stays
  source enable NAME    takes in again what it sends

Works beside a running server and without one. DATA_DIR and DATABASE_URL say where the record is, as for npm start.
`

const WITH_NAME = ['add', 'disable', 'enable', 'rotate'] as const

/** Reads the command line. Pure. */
export function readCommand(args: readonly string[]): Command {
  const [noun, verb, ...rest] = args
  if (noun === undefined || noun === 'help' || args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  if (noun !== 'source') return { kind: 'mistake', sentence: `There is no command "${noun}"; the commands begin with source.` }
  if (verb === 'list' && rest.length === 0) return { kind: 'list' }
  const kind = WITH_NAME.find((known) => known === verb)
  if (!kind) return { kind: 'mistake', sentence: `There is no command "${args.join(' ')}".` }
  const [name, ...more] = rest
  if (name === undefined || more.length > 0)
    return { kind: 'mistake', sentence: `source ${kind} needs exactly one name; put a name with spaces in quotes.` }
  if (!SOURCE_NAME.test(name))
    return {
      kind: 'mistake',
      sentence: `"${name}" cannot be a name; a name has up to 80 letters, digits, spaces and . _ : @ / -, and begins with a letter or digit.`,
    }
  return { kind, name }
}
