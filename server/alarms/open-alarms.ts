import type { AlarmSeverity, Paging } from '#contract/alarm-rule.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { Works } from '../clock/works.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { AnyPaged } from '../paging/pager.ts'
import type { Database } from '../record/database.ts'
import { AlarmEngine, followHub } from './alarm-engine.ts'
import { endShelves } from './end-shelves.ts'
import { Figures } from './figures.ts'
import { pagedAlarms } from './paged-alarms.ts'
import { type AlarmRules, type WatchedRule, watchedRules } from './watched-rule.ts'

export interface OpenAlarmsParts {
  readonly hub: Hub
  readonly book: MatterBook
  readonly database: Database
  readonly rules: AlarmRules
  readonly clock: Clock
  /** Begins what one server alone does, whenever that is this one. Resolves to its end. */
  whileLeading(begin: () => Promise<() => Promise<void>>): Promise<() => void | Promise<void>>
  readonly works: Pick<Works, 'keep'>
}

/** Alarms under way: figures are held against rules. */
export interface Alarms {
  /** What people are paged for of them. */
  readonly paged: AnyPaged
  close(): Promise<void>
}

/** Goes on where the record says that every rule stood. Throws RecordFault. */
export async function openAlarms({ hub, book, database, clock, ...parts }: OpenAlarmsParts): Promise<Alarms> {
  const rules = watchedRules(parts.rules, hub.model)
  const engine = new AlarmEngine({ rules, figures: new Figures(hub), database })
  const stop = await parts.whileLeading(async () => {
    await engine.restore(clock.now())
    const unfollow = followHub(engine, hub)
    const stopWorks = [
      parts.works.keep('alarms', { clock, work: () => engine.tick(clock.now()) }),
      parts.works.keep('shelves', { clock, work: () => endShelves({ database, book }, clock.now()) }),
    ]
    return async () => {
      unfollow()
      await Promise.all(stopWorks.map((stop) => stop()))
    }
  })
  return {
    paged: pagedAlarms(pagingOf(rules)),
    close: async () => stop(),
  }
}

/** Whom the rule of an alarm wants told. An alarm of a rule that is gone tells nobody. */
function pagingOf(rules: readonly WatchedRule[]): (rule: string, severity: AlarmSeverity) => Paging {
  const pages = new Map(rules.map(({ said, page }) => [said.rule.id, page]))
  return (rule, severity) => pages.get(rule)?.[severity] ?? 'nobody'
}
