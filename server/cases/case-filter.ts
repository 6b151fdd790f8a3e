import { CASE_STAGES, type CaseFilter, STATION_OF } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { areasBelow, type CaseSight } from './case-sight.ts'

/** A condition on `guanlan.case_line as line`, with its values from $1 on. */
export interface Condition {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Collects conditions and numbers their values. */
export class Conditions {
  readonly #said: string[] = []
  readonly values: unknown[] = []

  /** `?` in a condition stands for its value. */
  add(condition: string, ...values: readonly unknown[]): void {
    let place = 0
    this.#said.push(condition.replace(/\?/g, () => `$${this.values.push(values[place++])}`))
  }

  /** These and one more; these stay as they are. */
  and(condition: string, ...values: readonly unknown[]): Conditions {
    const more = new Conditions()
    more.#said.push(...this.#said)
    more.values.push(...this.values)
    more.add(condition, ...values)
    return more
  }

  get sql(): string {
    return this.#said.length === 0 ? 'true' : this.#said.join(' and ')
  }
}

/**
 * What is asked for among the cases a subject sees. Throws Refusal `series/unknown-area` for an area that is not in sight,
 * `access/refused` for words a screen of a room looks for, `request/invalid` for what nobody but a person has.
 */
export function caseConditions(
  filter: CaseFilter,
  sight: CaseSight,
  { tree, now }: { readonly tree: AreaTree; readonly now: number },
): Conditions {
  const where = new Conditions()
  const areas = areasAsked(filter.area, sight, tree)
  if (areas) where.add('line.area = any(?)', areas)
  if (sight.domains) where.add('(line.domain is null or line.domain = any(?))', sight.domains)
  if (filter.department) where.add('line.department = any(?)', filter.department)
  if (filter.category) where.add('line.category = any(?)', filter.category)
  const { station } = filter
  if (station)
    where.add(
      'line.stage = any(?)',
      CASE_STAGES.filter((stage) => station.some((one) => one === STATION_OF[stage])),
    )
  if (filter.stage) where.add('line.stage = any(?)', filter.stage)
  if (filter.queue) where.add('line.queue = any(?)', filter.queue)
  if (filter.origin) where.add('line.origin = any(?)', filter.origin)
  if (filter.open !== undefined) where.add('line.is_open = ?', filter.open)
  if (filter.overdue !== undefined) where.add(filter.overdue ? 'line.due_at <= ?' : 'line.due_at > ?', now)
  if (filter.urgent !== undefined) where.add('line.is_urgent = ?', filter.urgent)
  if (filter.from !== undefined) where.add('line.opened_at >= ?', filter.from)
  if (filter.to !== undefined) where.add('line.opened_at < ?', filter.to)
  if (filter.text !== undefined) addWords(where, filter.text, sight)
  if (filter.mine !== undefined) addMine(where, filter.mine, sight)
  return where
}

/** Areas asked for, as far as they are in sight; undefined where all are. */
function areasAsked(asked: string | undefined, { areas }: CaseSight, tree: AreaTree): readonly string[] | undefined {
  if (asked === undefined) return areas
  if (!tree.byCode.has(asked) || (areas && !areas.includes(asked))) throw new Refusal('series/unknown-area')
  if (asked === tree.root.code) return areas
  const below = areasBelow(tree, asked)
  return areas ? below.filter((code) => areas.includes(code)) : below
}

/** A number of a case, or its beginning. */
const NUMBER = /^\d{8}-\d{1,6}$/

/** All words must be there; of the pairs of letters an index finds which cases may have them. */
function addWords(where: Conditions, text: string, { account }: CaseSight): void {
  if (account === undefined)
    throw new Refusal('access/refused', 'Only people look for words; what they wrote is shown to nobody else.')
  const words = text.split(/\s+/).filter((word) => word !== '')
  for (const number of words.filter((word) => NUMBER.test(word))) where.add('line.number like ?', `${number}%`)
  const others = words.filter((word) => !NUMBER.test(word))
  if (others.length === 0) return
  const each = others.map(() => 'position(guanlan.plain_words(?) in words.said) > 0').join(' and ')
  where.add(
    `line.id in (select words.id from guanlan.case_words as words
      where words.pairs @> (select coalesce(array_agg(pair), '{}') from unnest(?::text[]) as word, unnest(guanlan.pairs_of(guanlan.plain_words(word))) as pair)
        and ${each})`,
    others,
    ...others,
  )
}

function addMine(where: Conditions, mine: NonNullable<CaseFilter['mine']>, { account, own, queues }: CaseSight): void {
  if (account === undefined) throw new Refusal('request/invalid', 'Nothing is a screen’s own.')
  if (mine === 'reported') where.add('line.reporter = ?', account)
  else if (mine === 'taken') where.add('line.taker = ?', account)
  else {
    where.add('line.queue = any(?)', queues)
    if (own) where.add('line.area = any(?)', own)
  }
}
