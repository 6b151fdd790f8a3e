import { isTicked, SHIFT_SECTIONS, type ShiftHandoverState, type ShiftItem } from '#contract/shift-handover.ts'
import { Press } from '../access/parts/press.tsx'
import { levelWords } from '../incidents/log-sentence.ts'
import { useAreaName } from '../incidents/use-addressee.ts'
import { useWords } from '../incidents/use-words.ts'
import { useCity, useFormat, useNames, usePlace } from '../state/hooks.ts'
import { useShiftWords } from './use-shift-words.ts'

export interface ShiftItemsProps {
  readonly items: readonly ShiftItem[]
  /** The handover they belong to; without one nothing is ticked. */
  readonly state?: ShiftHandoverState
  /** Ticks, or takes back; undefined for whoever only looks. */
  onTick?(keys: readonly string[], isTicked: boolean): void
}

/** What is open, section by section, each with its tick. */
export function ShiftItems({ items, state, onTick }: ShiftItemsProps) {
  const w = useShiftWords()
  const say = useItemWords()
  const { begin } = usePlace()
  if (items.length === 0) return <p className="nothing">{w('items.none')}</p>
  return SHIFT_SECTIONS.map((section) => {
    const own = items.filter((item) => item.section === section)
    if (own.length === 0) return null
    const left = state ? own.filter((item) => !isTicked(state, item)) : []
    return (
      <section key={section} aria-label={w(`section.${section}`)} className="shift-section">
        <h3>
          {w(`section.${section}`)} <span className="fig soft">{own.length}</span>
          <span className="push" />
          {onTick && left.length > 1 && (
            <Press
              kind="quiet"
              onPress={() =>
                onTick(
                  left.map(({ key }) => key),
                  true,
                )
              }
            >
              {w('tick.all')}
            </Press>
          )}
        </h3>
        <ul className="shift-items">
          {own.map((item) => {
            const { title, note, work } = say(item)
            const ticked = state !== undefined && isTicked(state, item)
            return (
              <li key={item.key} className={ticked ? 'is-ticked' : ''}>
                {state && (
                  <input
                    type="checkbox"
                    aria-label={`${w('tick.this')} ${title}`}
                    checked={ticked}
                    disabled={!onTick}
                    onChange={(event) => onTick?.([item.key], event.target.checked)}
                  />
                )}
                <span className="shift-item-words">
                  {work === undefined ? (
                    <span className="strong">{title}</span>
                  ) : (
                    <button type="button" className="phase-press strong" onClick={() => begin(work)}>
                      {title}
                    </button>
                  )}
                  <span className="soft">{note}</span>
                </span>
              </li>
            )
          })}
        </ul>
      </section>
    )
  })
}

interface ItemWords {
  readonly title: string
  readonly note: string
  /** The work that shows it, as the address names it. */
  readonly work?: string
}

function useItemWords(): (item: ShiftItem) => ItemWords {
  const w = useShiftWords()
  const words = useWords()
  const name = useNames()
  const city = useCity()
  const format = useFormat()
  const areaName = useAreaName()
  const join = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined && part !== '').join(' · ')
  const moment = (at: number) => `${format.date(at).slice(5)} ${format.time(at)}`
  const alarmTitle = ({ names, metric: id, department: of }: Extract<ShiftItem, { section: 'alarm' | 'silence' | 'shelved' }>) => {
    if (names) return name(names)
    const metric = id === undefined ? undefined : city.metric(id)
    const department = of === undefined ? undefined : city.department(of)
    return metric ? name(metric.short ?? metric.names) : department ? name(department.short ?? department.names) : (id ?? of ?? '–')
  }
  return (item) => {
    switch (item.section) {
      case 'incident':
        return {
          title: item.title,
          note: join(
            areaName(item.area),
            words(`phase.${item.phase}`),
            item.response && `${words('level-field.response')} ${levelWords(item.response, words)}`,
            item.commander && w('item.commander', { name: item.commander }),
            item.nextDueAt === undefined ? undefined : w('item.next-report', { time: moment(item.nextDueAt) }),
          ),
          work: `incidents/${item.id}`,
        }
      case 'decision':
        return {
          title: item.question,
          note: join(areaName(item.area), w(item.stage === 'open' ? 'item.due' : 'item.judged', { time: moment(item.dueAt) })),
        }
      case 'order':
        return {
          title: item.title,
          note: join(areaName(item.area), words(`stage.${item.stage}`), w('item.due', { time: moment(item.dueAt) })),
          ...(item.incident !== undefined && { work: `incidents/${item.incident}` }),
        }
      case 'warning':
        return {
          title: name(item.headline),
          note: join(areaName(item.area), w('item.ends', { time: moment(item.untilAt) })),
          work: 'warnings',
        }
      case 'alarm':
        return {
          title: alarmTitle(item),
          note: join(
            areaName(item.area),
            w('item.since', { time: moment(item.since) }),
            w(item.isTaken ? 'item.taken' : 'item.waiting'),
          ),
          work: `alarms/${item.id}`,
        }
      case 'alarms':
        return { title: w('item.alarms', { n: item.count, waiting: item.waiting }), note: '', work: 'alarms' }
      case 'cases':
        return { title: w('item.cases', { n: item.count, late: item.late }), note: '', work: 'cases' }
      case 'silence':
        return {
          title: alarmTitle(item),
          note: join(
            item.silent === undefined ? undefined : w('item.silence', { n: item.silent, of: item.of ?? 0 }),
            w('item.since', { time: moment(item.since) }),
          ),
          work: `alarms/${item.id}`,
        }
      case 'shelved':
        return {
          title: alarmTitle(item),
          note: join(areaName(item.area), w('item.until', { time: moment(item.until) })),
          work: `alarms/${item.id}`,
        }
    }
  }
}
