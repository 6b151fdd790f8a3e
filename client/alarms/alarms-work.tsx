import { type ReactNode, useRef, useState } from 'react'
import { type Alarm, waits } from '#contract/alarm.ts'
import { groupAlarms } from '#contract/alarm-groups.ts'
import { PageContext } from '../access/page/page-context.ts'
import { useCityPage } from '../access/page/use-city-page.ts'
import { Press } from '../access/parts/press.tsx'
import '../access/access.css'
import '../access/console/console.css'
import '../incidents/incidents.css'
import { CommandState, isUnderWay, useRefusalWords } from '../incidents/parts/command-state.tsx'
import { LineAge } from '../incidents/parts/line-age.tsx'
import { useHolder } from '../incidents/use-incidents.ts'
import { useRowKeys } from '../incidents/use-row-keys.ts'
import { useAlarms } from '../panels/alarms/use-alarms.ts'
import { useCity, useFormat, usePlace, useProfile } from '../state/hooks.ts'
import { useCommand } from '../state/use-matters.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import { ALARM_FILTERS, type AlarmFilter, filterAlarms } from './alarm-filter.ts'
import { AlarmList } from './alarm-list.tsx'
import './alarms.css'
import { DutyLine } from './duty-line.tsx'
import { PushSwitch } from './push-switch.tsx'
import { ShelveDialog } from './shelve-dialog.tsx'
import { SoundSwitch } from './sound-switch.tsx'
import { useAlarmTitle } from './use-alarm-title.ts'
import { useAlarmWords } from './use-alarm-words.ts'

/** Name of this work in the address: `alarms`, or `alarms/<id>`. */
const WORK = 'alarms'

/** Below this width, CSS pixels, a list and what is chosen of it do not fit beside each other. */
const BESIDE_PX = 900

/** Alarms, for whoever deals with them: the list by cause, one of them whole, and what is done about them. */
export function AlarmsWork({ end }: { readonly end?: ReactNode }) {
  const page = useCityPage()
  return (
    <PageContext value={page}>
      <div className="incidents alarms">
        <Body end={end} />
      </div>
    </PageContext>
  )
}

function Body({ end }: { readonly end?: ReactNode }) {
  const w = useAlarmWords()
  const city = useCity()
  const format = useFormat()
  const refusal = useRefusalWords()
  const { width, displayClass } = useProfile()
  const { work, begin } = usePlace()
  const { may } = useHolder()
  const mayHandle = may('alarms:handle')
  const { followed, alarms } = useAlarms()
  const { title, place } = useAlarmTitle()
  const [filter, setFilter] = useState<AlarmFilter>('all')
  const [text, setText] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [shelving, setShelving] = useState<readonly string[]>()
  const commanding = useCommand(followed)
  const search = useRef<HTMLInputElement>(null)
  const asked = work?.startsWith(`${WORK}/`) ? work.slice(WORK.length + 1) : undefined
  const isBeside = width >= BESIDE_PX
  const groups = groupAlarms(
    filterAlarms(alarms, filter, text, (alarm) => `${title(alarm)} ${place(alarm)}`),
    city.tree,
  )
  const rows = groups.flatMap((group) => group.alarms)
  const chosen = useStanding(asked, isBeside ? rows : NO_ALARMS)
  const open = (id: string) => begin(`${WORK}/${id}`)
  const select = (id: string) => setSelected((known) => toggled(known, id))
  /** Those marked, else the one at hand; only those that still stand. */
  const meant = (at: Alarm | undefined): readonly string[] => {
    const marked = alarms.filter(({ id }) => selected.has(id)).map(({ id }) => id)
    return marked.length > 0 ? marked : at ? [at.id] : chosen !== undefined ? [chosen] : []
  }
  const acknowledge = (ids: readonly string[]) => {
    if (mayHandle && ids.length > 0 && !isUnderWay(commanding.command))
      void commanding.send('/api/alarms/acknowledge', { ids }).then((answer) => answer && setSelected(new Set()))
  }
  const shelve = (ids: readonly string[]) => {
    if (ids.length > 0) setShelving(ids)
  }
  const keys = useRowKeys(
    rows.length,
    (row) => rows[row] && open(rows[row].id),
    (key) => {
      const at = rows[keys.at]
      const ids = meant(at)
      if (key === '/') search.current?.focus()
      else if (!mayHandle) return false
      else if (key === 'a') acknowledge(ids)
      else if (key === 's') shelve(ids)
      else if (key === 'x' && at) select(at.id)
      else return false
      return true
    },
  )
  const marked = meant(undefined)
  const showsList = isBeside || chosen === undefined
  return (
    <>
      <header className="desk-bar">
        <h1>{w('title')}</h1>
        <span className="soft one-line">
          {followed.kind === 'following' &&
            w('count', { n: alarms.length, waiting: alarms.filter(({ state }) => waits(state)).length })}
        </span>
        <span className="push" />
        {displayClass === 'desk' && <SoundSwitch />}
        {(displayClass === 'desk' || displayClass === 'mobile') && <PushSwitch />}
        {end}
      </header>
      <LineAge format={format} />
      <main id="content" className={`alarms-main${isBeside ? ' is-beside' : ''}`} tabIndex={-1}>
        {showsList && (
          <section className="alarms-column" aria-label={w('title')}>
            <div className="alarms-tools">
              <fieldset className="choices" aria-label={w('filter')}>
                {ALARM_FILTERS.map((one) => (
                  <button key={one} type="button" className="choice" aria-pressed={filter === one} onClick={() => setFilter(one)}>
                    {w(`filter.${one}`)}
                  </button>
                ))}
              </fieldset>
              <input
                ref={search}
                type="search"
                className="alarms-search"
                value={text}
                placeholder={w('search')}
                aria-label={w('search')}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            {mayHandle && selected.size > 0 && (
              <div className="alarms-marked">
                <span>{w('selected', { n: selected.size })}</span>
                <Press kind="primary" onPress={() => acknowledge(marked)}>
                  {w('acknowledge')}
                </Press>
                <Press onPress={() => shelve(marked)}>{w('shelve')}</Press>
                <Press kind="quiet" onPress={() => setSelected(new Set())}>
                  {w('select.none')}
                </Press>
              </div>
            )}
            <CommandState command={commanding.command} />
            {followed.kind === 'waiting' && <p className="nothing hatched">{w('waiting')}</p>}
            {followed.kind === 'refused' && <p className="nothing">{w('refused', { reason: refusal(followed.code) })}</p>}
            {followed.kind === 'following' && rows.length === 0 && (
              <p className="nothing">
                <strong>{w(alarms.length === 0 ? 'none' : 'none.filtered')}</strong>
                <br />
                {alarms.length === 0 && w('none.note')}
              </p>
            )}
            <AlarmList {...{ groups, keys, chosen, selected, canSelect: mayHandle && isBeside }} onOpen={open} onSelect={select} />
            {mayHandle && <DutyLine />}
            {isBeside && <p className="alarms-keys soft">{w('keys')}</p>}
          </section>
        )}
        {(isBeside || chosen !== undefined) && (
          <section className="alarms-chosen" aria-live="polite">
            {!isBeside && (
              <Press kind="quiet" onPress={() => begin(WORK)}>
                {w('back')}
              </Press>
            )}
            {chosen === undefined ? (
              <p className="nothing">{w('choose')}</p>
            ) : (
              <AlarmDetail
                key={chosen}
                id={chosen}
                mayHandle={mayHandle}
                onAcknowledge={() => acknowledge([chosen])}
                onShelve={() => shelve([chosen])}
                onUnshelve={() => void commanding.send('/api/alarms/unshelve', { ids: [chosen] })}
              />
            )}
          </section>
        )}
      </main>
      {shelving && (
        <ShelveDialog
          ids={shelving}
          followed={followed}
          onClose={(isShelved) => {
            setShelving(undefined)
            // What was shelved is no longer marked.
            if (isShelved) setSelected(new Set())
          }}
        />
      )}
    </>
  )
}

const NO_ALARMS: readonly Alarm[] = []

/** The alarm that is asked for; before anybody chose, the first of the list, and the same one as long as it stands. */
function useStanding(asked: string | undefined, rows: readonly Alarm[]): string | undefined {
  const [first, setFirst] = useState<string>()
  const standing = rows.some(({ id }) => id === first) ? first : rows[0]?.id
  if (standing !== first) setFirst(standing)
  return asked ?? standing
}

function toggled(known: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(known)
  if (!next.delete(id)) next.add(id)
  return next
}
