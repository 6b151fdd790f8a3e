import { parseArgs } from 'node:util'
import { type Answering, answering, handAuthority, othersAnswering } from './acts/hand-authority.ts'
import { asOwner } from './as-owner.ts'
import type { Asked, Noun, Outcome } from './noun.ts'
import { actAsOperator } from './operator.ts'

/** Areas that are named one by one; of more, the rest is counted. */
const NAMED = 8

/** Which source answers for which figure. */
export const authority: Noun = {
  usage: `
authority list METRIC [--area CODE]
                      lists who answers for a metric, area by area
authority hand METRIC --to SOURCE [--area CODE] [--yes]
                      lets another source answer for it from now on; without --yes it only says what would change hands`,
  read: ([verb, ...rest]) => {
    const read = options(rest)
    if ('mistake' in read) return read
    const { values, positionals } = read
    const [metric, ...more] = positionals
    if (verb !== 'list' && verb !== 'hand')
      return { mistake: `There is no command "${['authority', verb, ...rest].join(' ').trim()}".` }
    if (metric === undefined || more.length > 0)
      return { mistake: `authority ${verb} needs exactly one metric, such as grid.load.` }
    const area = values.area
    if (verb === 'list') return { work: async ({ record }) => listed(metric, await answering(record.database, metric, area)) }
    if (values.to === undefined) return { mistake: 'authority hand needs --to SOURCE: who answers for the figure from now on.' }
    return readHand({ metric, to: values.to, ...(area !== undefined && { area }) }, values.yes === true)
  },
}

function readHand(handover: { metric: string; to: string; area?: string }, isSure: boolean): Asked {
  const { metric, to } = handover
  return {
    work: async (tools) => {
      const sources = await tools.record.store.sources()
      if (!sources.some(({ name }) => name === to))
        return { refusal: `There is no source named ${to}; source list shows them all.` }
      const given = await othersAnswering(tools.record.database, handover)
      if (given.length === 0) return { refusal: nothingToHand(handover) }
      if (!isSure) return { refusal: `${told(metric, given, to, 'would be')}\nNothing was changed; say --yes to do it.` }
      return asOwner(tools, (owner) =>
        actAsOperator(owner, handAuthority, handover, (done) => ({ answer: '', remark: told(metric, done, to, 'is') })),
      )
    },
  }
}

function nothingToHand({ metric, to, area }: { metric: string; to: string; area?: string }): string {
  const place = area === undefined ? '' : ` in ${area}`
  return `Nobody but ${to} answers for ${metric}${place}; whoever reports a figure first answers for it.`
}

function told(metric: string, given: readonly Answering[], to: string, verb: 'would be' | 'is'): string {
  const bySource = Map.groupBy(given, ({ source }) => source)
  const lines = [...bySource].map(([source, figures]) => {
    const areas = figures.slice(0, NAMED).map(({ area }) => area)
    const rest = figures.length > NAMED ? ` and ${figures.length - NAMED} more` : ''
    return `  from ${source}: ${areas.join(', ')}${rest}`
  })
  const count = given.length === 1 ? '1 figure' : `${given.length} figures`
  return [
    `${metric}: ${count} ${verb === 'is' ? (given.length === 1 ? 'is' : 'are') : verb} handed to ${to}.`,
    ...lines,
    `  What ${to} said until now stays a conflict; what the others say from then on becomes one.`,
  ].join('\n')
}

function listed(metric: string, found: readonly Answering[]): Outcome {
  return {
    answer: found.map(({ area, source }) => `${area}\t${source}`).join('\n'),
    ...(found.length === 0 && { remark: `Nobody has reported ${metric} yet: whoever does so first answers for it.` }),
  }
}

function options(args: readonly string[]) {
  try {
    const known = { to: { type: 'string' }, area: { type: 'string' }, yes: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options: known, allowPositionals: true })
  } catch {
    return { mistake: 'authority takes a metric, and may take --to SOURCE, --area CODE and --yes.' }
  }
}
