import type { AreaTree } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { Matter, MatterActor, MatterEvent } from '#contract/matter.ts'
import type { Page, PagedKind } from '#contract/paging.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { Life } from '../matters/life.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { addNotices, type NoticeChannel } from './notice-store.ts'
import { type Awaiting, duePage, onDuty } from './on-duty.ts'
import { accountsNamed, notRelieved, openSwaps } from './roster-store.ts'

/** A kind of matter that people are paged for. */
export interface Paged<Kind extends PagedKind = PagedKind, State = unknown, Event extends MatterEvent = MatterEvent> {
  readonly life: Life<Kind, State, Event>
  /** What the roster must know of one; undefined while it waits for nobody, or nobody is to be told of such. Pure. */
  awaiting(state: State): Awaiting | undefined
  /** What its life says of a rung that was told. */
  pagedEvent(page: Page, actor: MatterActor): Event
}

/** A kind whose states and events only itself knows; the pager hands them back unopened. */
// biome-ignore lint/suspicious/noExplicitAny: a kind is only ever handed its own states and events back.
export type AnyPaged = Paged<any, any, any>

export interface PagerParts {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  /** Who is told whom; a city without one tells nobody. */
  readonly roster: DutyRoster | undefined
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly channels: readonly NoticeChannel[]
  readonly kinds: readonly AnyPaged[]
}

/** So often it is looked whether somebody has come on duty, ms. */
const LOOK_AGAIN_MS = 60_000

const PAGER: MatterActor = { kind: 'rule', id: 'duty-roster', name: '值班表' }

/**
 * Tells whoever is on duty, and the next when nobody answers. Each telling stands in the life of the matter and in the list of notices
 * by one transaction, decided on the matter as it is there: however many servers look, and whenever one ends, each person is told once.
 */
export class Pager {
  readonly #parts: PagerParts
  /** Of whom nobody at all is on duty now: when it is looked at again, epoch ms. */
  readonly #again = new Map<string, number>()

  constructor(parts: PagerParts) {
    this.#parts = parts
  }

  /** Tells whom it is time to tell. Throws RecordFault; the rest is done with the next tick. */
  async tick(now: number): Promise<void> {
    const { book, kinds } = this.#parts
    for (const [id, again] of this.#again) if (again <= now) this.#again.delete(id)
    const open = kinds.flatMap((kind) => book.open(kind.life.kind).map((matter) => ({ kind, matter })))
    await withEach(
      open,
      ({ matter }) => matterName(matter),
      async ({ kind, matter }) => {
        if (!this.#again.has(matter.id) && this.#pageFor(kind, matter, now)) await this.#page(kind, matter.id, now)
      },
    )
  }

  #pageFor(kind: AnyPaged, { state }: Matter, now: number) {
    const { roster, tree } = this.#parts
    const awaiting = roster && kind.awaiting(state)
    return awaiting && duePage(awaiting, roster, tree, now)
  }

  async #page(kind: AnyPaged, id: string, now: number): Promise<void> {
    const { database, calendar, channels } = this.#parts
    await changeMatters(database, now, async (desk, tx) => {
      const matter = await desk.take(kind.life, id)
      const due = matter?.isOpen && this.#pageFor(kind, matter, now)
      if (!due) return
      const names = onDuty(due.post, await openSwaps(tx, now), now, calendar)
      const planned = [...(await accountsNamed(tx, names)).values()]
      const people = [...planned, ...(await notRelieved(tx, due.post.id, planned))]
      // Where nobody was told yet, whoever comes on duty next is: the last rung is kept for them.
      if (people.length === 0 && due.isLast && !hasToldAnyone(kind, matter)) {
        this.#again.set(id, now + LOOK_AGAIN_MS)
        return
      }
      const page: Page = { at: now, tier: due.tier, post: due.post.id, people }
      await desk.append(kind.life, id, [kind.pagedEvent(page, PAGER)])
      const accounts = people.map((person) => person.id)
      await addNotices(tx, { kind: kind.life.kind, thing: id }, accounts, channels, now)
    })
  }
}

function hasToldAnyone(kind: AnyPaged, { state }: Matter): boolean {
  return kind.awaiting(state)?.paged.some(({ people }) => people.length > 0) ?? false
}
