import { randomBytes } from 'node:crypto'
import type { AlarmSeverity, Paging } from '#contract/alarm-rule.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import { allowedFetch, fetchable } from '../access/hardening/fetching/allowed-fetch.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { Database } from '../record/database.ts'
import type { Clock } from '../system-clock.ts'
import { AlarmEngine, followHub } from './alarm-engine.ts'
import { deliverNotices } from './deliver.ts'
import { driveAlarms } from './drive-alarms.ts'
import { Figures } from './figures.ts'
import { noticeChannels } from './notice-channels.ts'
import { Pager } from './pager.ts'
import { loadPushKey } from './push/push-key.ts'
import { type AlarmRules, type WatchedRule, watchedRules } from './watched-rule.ts'

export interface OpenAlarmsParts {
  readonly hub: Hub
  readonly book: MatterBook
  readonly database: Database
  readonly catalogue: Catalogue
  readonly rules: AlarmRules
  readonly roster: DutyRoster | undefined
  readonly clock: Clock
  readonly dataDir: string
  readonly publicUrl: string
  /** Where else alarms are told, and what that telling is signed with. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
  readonly fetchNetworks: readonly string[]
  /** Begins what one server alone does, whenever that is this one. Resolves to its end. */
  whileLeading(begin: () => Promise<() => Promise<void>>): Promise<() => void | Promise<void>>
  /** In a drill it stands in the alarm who would have been told, and nothing leaves the house. */
  readonly isDrill?: boolean
  onFault(fault: unknown): void
}

/** Alarms under way: figures are held against rules, people are told. */
export interface Alarms {
  readonly roster: DutyRoster | undefined
  /** The public half of the key of push notices. */
  readonly pushKey: string
  close(): Promise<void>
}

/** Goes on where the record says that every rule stood. Throws StartupFault for a key that cannot be used, RecordFault. */
export async function openAlarms(parts: OpenAlarmsParts): Promise<Alarms> {
  const { hub, book, database, catalogue, roster, clock, fetchNetworks, isDrill = false } = parts
  const webhook = isDrill ? undefined : parts.webhook
  const rules = watchedRules(parts.rules, hub.model)
  const key = await loadPushKey(parts.dataDir, subjectOf(parts.publicUrl))
  const engine = new AlarmEngine({ rules, figures: new Figures(hub), database })
  const { tree, calendar } = hub.model
  const channels = noticeChannels({ isDrill, hasWebhook: webhook !== undefined })
  const pager = new Pager({ ...{ database, book, roster, tree, calendar, channels }, pagingOf: pagingOf(rules) })
  const push = { key, fetch: allowedFetch({ isAllowed: () => false }), random: (bytes: number) => randomBytes(bytes) }
  const hook = webhook && { ...webhook, fetch: allowedFetch({ isAllowed: fetchable(webhook.url, fetchNetworks) }) }
  const works = [
    (now: number) => engine.tick(now),
    (now: number) => pager.tick(now),
    ...(isDrill ? [] : [(now: number) => deliverNotices({ database, catalogue, push, webhook: hook }, now)]),
  ]
  const stop = await parts.whileLeading(async () => {
    await engine.restore(clock.now())
    const unfollow = followHub(engine, hub)
    const stopDriving = driveAlarms(works, clock, parts.onFault)
    return async () => {
      unfollow()
      await stopDriving()
    }
  })
  return {
    ...{ roster, pushKey: key.publicKey },
    close: async () => stop(),
  }
}

/** Whom the rule of an alarm wants told. An alarm of a rule that is gone tells nobody. */
function pagingOf(rules: readonly WatchedRule[]): (rule: string, severity: AlarmSeverity) => Paging {
  const pages = new Map(rules.map(({ said, page }) => [said.rule.id, page]))
  return (rule, severity) => pages.get(rule)?.[severity] ?? 'nobody'
}

/** Where a push service can complain. One that listens on this machine alone has no address others know. */
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https://') ? publicUrl : 'https://guanlan.invalid'
}
