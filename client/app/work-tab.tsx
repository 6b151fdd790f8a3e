import { type Alarm, waits } from '#contract/alarm.ts'
import { useMe } from '../access/access-context.ts'
import { personOf } from '../access/person.ts'
import type { Key } from '../i18n/zh.ts'
import { casesToDo } from '../state/cases.ts'
import { usePlace, useT } from '../state/hooks.ts'
import type { OrderMatter } from '../state/orders.ts'
import { isWorking } from '../state/orders.ts'
import { useMatters } from '../state/use-matters.ts'
import { useWarnings } from '../state/use-warnings.ts'
import type { Work } from './work.ts'

const WORDS: Record<Work, Key> = {
  alarms: 'work.alarms',
  cases: 'work.cases',
  incidents: 'work.incidents',
  warnings: 'work.warnings',
  orders: 'work.orders',
  outbox: 'work.outbox',
  shifts: 'work.shifts',
  reviews: 'work.reviews',
  drills: 'work.drills',
}

/** The way to a work of this display, with how much of it is open. */
export function WorkTab({
  work,
  current,
  className = '',
}: {
  readonly work: Work
  readonly current: Work | undefined
  readonly className?: string
}) {
  const t = useT()
  const { begin } = usePlace()
  const count = useOpenCount(work)
  return (
    <button type="button" className={className} onClick={() => begin(work)} aria-current={work === current ? 'page' : undefined}>
      {t(WORDS[work])} {count > 0 && <span className="work-count fig">{count}</span>}
    </button>
  )
}

const INCIDENTS = { kind: 'incident' } as const
const ORDERS = { kind: 'order' } as const
const ALARMS = { kind: 'alarm' } as const
const CASE_COUNTS = { kind: 'case', counts: true } as const

function useOpenCount(work: Work): number {
  const incidents = useMatters(work === 'incidents' ? INCIDENTS : undefined)
  const orders = useMatters(work === 'orders' ? ORDERS : undefined)
  const alarms = useMatters(work === 'alarms' ? ALARMS : undefined)
  const cases = useMatters(work === 'cases' ? CASE_COUNTS : undefined)
  const { warnings } = useWarnings()
  const may = personOf(useMe())?.may
  if (work === 'alarms' && alarms.kind === 'following')
    return (alarms.matters as readonly Alarm[]).filter(({ state }) => waits(state)).length
  if (work === 'warnings') return warnings.length
  if (work === 'cases' && cases.kind === 'following' && cases.counts)
    return casesToDo(cases.counts, (action) => may?.includes(action) ?? false)
  if (work === 'incidents') return incidents.kind === 'following' ? incidents.matters.length : 0
  if (work === 'orders' && orders.kind === 'following')
    return (orders.matters as readonly OrderMatter[]).filter(({ state }) => isWorking(state)).length
  return 0
}
