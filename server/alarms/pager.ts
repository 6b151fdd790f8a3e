import type { Alarm, AlarmState } from '#contract/alarm.ts'
import type { AlarmSeverity, Paging } from '#contract/alarm-rule.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { Database } from '../record/database.ts'
import { alarmLife } from './alarm-life.ts'
import { addNotices, type NoticeChannel } from './notice-store.ts'
import { duePage, onDuty } from './on-duty.ts'
import { accountsNamed, notRelieved, openSwaps } from './roster-store.ts'

export interface PagerParts {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  /** Who is told whom; a city without one tells nobody. */
  readonly roster: DutyRoster | undefined
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly channels: readonly NoticeChannel[]
  /** Whom the rule of an alarm wants told. */
  pagingOf(rule: string, severity: AlarmSeverity): Paging
}

const PAGER: MatterActor = { kind: 'rule', id: 'duty-roster', name: '值班表' }
const SHELF: MatterActor = { kind: 'rule', id: 'shelf', name: '搁置到期' }

/**
 * What the clock does to alarms: tells whoever is on duty, and the next when nobody answers; brings back what was put aside
 * for a time. Each telling stands in the life of the alarm and in the list of notices by one transaction, decided on the alarm
 * as it is there: however many servers look, and whenever one ends, each person is told once.
 */
export class Pager {
  readonly #parts: PagerParts

  constructor(parts: PagerParts) {
    this.#parts = parts
  }

  /** Does what is due. Throws RecordFault; the rest is done with the next tick. */
  async tick(now: number): Promise<void> {
    const { book } = this.#parts
    for (const alarm of book.open('alarm') as readonly Alarm[]) {
      if (isShelfOver(alarm.state, now)) await this.#unshelve(alarm.id, now)
      else if (this.#pageFor(alarm.state, now)) await this.#page(alarm.id, now)
    }
  }

  #pageFor(state: AlarmState, now: number) {
    const { roster, tree, pagingOf } = this.#parts
    if (!roster || pagingOf(state.rule.id, state.severity) === 'nobody') return undefined
    return duePage(state, roster, tree, now)
  }

  async #page(id: string, now: number): Promise<void> {
    const { database, calendar, channels } = this.#parts
    await changeMatters(database, now, async (desk, tx) => {
      const alarm = await desk.take(alarmLife, id)
      const due = alarm && this.#pageFor(alarm.state, now)
      if (!due) return
      const names = onDuty(due.post, await openSwaps(tx, now), now, calendar)
      const planned = [...(await accountsNamed(tx, names)).values()]
      const people = [...planned, ...(await notRelieved(tx, due.post.id, planned))]
      const body = { tier: due.tier, post: due.post.id, people }
      await desk.append(alarmLife, id, [{ type: 'alarm.paged', at: now, actor: PAGER, body }])
      const accounts = people.map((person) => person.id)
      await addNotices(tx, id, accounts, channels, now)
    })
  }

  async #unshelve(id: string, now: number): Promise<void> {
    await changeMatters(this.#parts.database, now, async (desk) => {
      const alarm = await desk.take(alarmLife, id)
      if (!alarm || !isShelfOver(alarm.state, now)) return
      await desk.append(alarmLife, id, [{ type: 'alarm.unshelved', at: now, actor: SHELF, body: {} }])
    })
  }
}

function isShelfOver({ response }: AlarmState, now: number): boolean {
  return response.kind === 'shelved' && response.until <= now
}
