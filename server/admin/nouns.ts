import { account } from './account.ts'
import { audit } from './audit.ts'
import { authority } from './authority.ts'
import { backup } from './backup.ts'
import { block } from './block.ts'
import type { Asked, Noun } from './noun.ts'
import { personal } from './personal.ts'
import { reader } from './reader.ts'
import { record } from './record.ts'
import { restore } from './restore.ts'
import { screen } from './screen.ts'
import { source } from './source.ts'

/** Everything the person at the machine may ask about. A noun is a file of its own. */
const NOUNS: Readonly<Record<string, Noun>> = {
  ...{ source, account, authority, reader, screen, record, audit, personal, block },
  ...{ backup, restore },
}

export const USAGE = `npm run --silent admin -- COMMAND

${Object.values(NOUNS)
  .map(({ usage }) => usage.trim().replace(/^/gm, '  '))
  .join('\n\n')}

Works beside a running server and without one. DATA_DIR, DATABASE_URL and CITY say where the record is and of which city, as
for npm start.
`

/** Reads the command line. Pure. */
export function readCommandLine(args: readonly string[]): Asked | { readonly kind: 'help' } {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  const noun = Object.hasOwn(NOUNS, name) ? NOUNS[name] : undefined
  if (!noun) return { mistake: `There is no command "${name}"; the commands begin with ${Object.keys(NOUNS).join(', ')}.` }
  return noun.read(rest)
}
