import { parseArgs } from 'node:util'
import type { Catalogue } from '#contract/catalogue.ts'
import { addReader } from '../access/readers/add-reader.ts'
import { disableReader } from '../access/readers/disable-reader.ts'
import { enableReader } from '../access/readers/enable-reader.ts'
import { listReaders } from '../access/readers/reader-register.ts'
import { rotateReader } from '../access/readers/rotate-reader.ts'
import { loadCity } from '../city/load-city.ts'
import { SOURCE_NAME } from '../sources/source-token.ts'
import type { Asked, Noun, Outcome } from './noun.ts'
import { actAsOperator } from './operator.ts'
import { nameMistake } from './source.ts'

/** Programs that read, by their tokens. */
export const reader: Noun = {
  usage: `
reader add NAME [--area CODE] [--domains A,B]
                      makes a program that may read, and prints its token, once; the whole city unless an area is named
reader list           lists the readers, with how far they see and when they were last seen
reader rotate NAME    gives a reader a new token and prints it; the old one is refused from now on
reader disable NAME   refuses the token of a reader and closes its connections
reader enable NAME    takes the token of a reader again`,
  read: ([verb, ...rest]) => {
    switch (verb) {
      case 'add':
        return readAdd(rest)
      case 'list':
        if (rest.length > 0) return { mistake: 'reader list takes no more words.' }
        return { work: async ({ record }) => listed(await listReaders(record.database)) }
      case 'rotate':
        return withName(verb, rest, (name) => ({
          work: (tools) => actAsOperator(tools, rotateReader, { name }, (token) => ({ answer: token })),
        }))
      case 'disable':
      case 'enable':
        return withName(verb, rest, (name) => ({
          work: (tools) =>
            actAsOperator(tools, verb === 'disable' ? disableReader : enableReader, { name }, () => ({
              ...{ answer: '', remark: `The reader ${name} is ${verb}d.` },
            })),
        }))
      default:
        return { mistake: `There is no command "${['reader', verb, ...rest].join(' ').trim()}".` }
    }
  },
}

function readAdd(args: readonly string[]): Asked {
  const read = options(args)
  if ('mistake' in read) return read
  const { area, domains } = read.values
  return withName('add', read.positionals, (name) => ({
    work: async (tools) => {
      const { catalogue } = await loadCity(tools.config.city)
      const remit = { area: area ?? catalogue.city.area, domains: domains?.split(',').map((id) => id.trim()) ?? ('all' as const) }
      const refusal = unknownIn(catalogue, remit)
      if (refusal !== undefined) return { refusal }
      return actAsOperator(tools, addReader, { name, role: 'reader', ...remit }, (token) => ({ answer: token }))
    },
  }))
}

function options(args: readonly string[]) {
  try {
    const known = { area: { type: 'string' }, domains: { type: 'string' } } as const
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch {
    return { mistake: 'reader add takes a name, and may take --area CODE and --domains A,B.' }
  }
}

function withName(verb: string, [name, ...more]: readonly string[], then: (name: string) => Asked): Asked {
  if (name === undefined || more.length > 0)
    return { mistake: `reader ${verb} needs exactly one name; put a name with spaces in quotes.` }
  return SOURCE_NAME.test(name) ? then(name) : { mistake: nameMistake(name) }
}

/** Why nothing of the city could be read with this remit, or undefined. */
function unknownIn({ areas, city }: Catalogue, remit: { area: string; domains: 'all' | readonly string[] }): string | undefined {
  if (!areas.some(({ code }) => code === remit.area)) return `The city has no area ${remit.area}; its root is ${city.area}.`
  if (remit.domains === 'all') return undefined
  const known = city.domains.map(({ id }) => id)
  const unknown = remit.domains.filter((id) => !known.includes(id))
  return unknown.length > 0 ? `The city has no domain ${unknown.join(', ')}; it has ${known.join(', ')}.` : undefined
}

function listed(readers: Awaited<ReturnType<typeof listReaders>>): Outcome {
  const lines = readers.map(({ name, area, domains, isDisabled, seenAt }) =>
    [
      ...[name, isDisabled ? 'disabled' : 'enabled', area, domains === 'all' ? 'all' : domains.join(',')],
      seenAt === undefined ? 'never' : new Date(seenAt).toISOString(),
    ].join('\t'),
  )
  return {
    answer: lines.join('\n'),
    ...(lines.length === 0 && { remark: 'There are no readers yet; make one with: reader add NAME' }),
  }
}
