import { useCallback, useEffect, useMemo, useState } from 'react'
import { AUDIT_RESULTS, type AuditPage, type AuditRow } from '#contract/audit.ts'
import { useAccessStore } from '../../access-context.ts'
import { CallRefused, call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Field } from '../../parts/field.tsx'
import { Press } from '../../parts/press.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Search } from '../../parts/search.tsx'
import { Select } from '../../parts/select.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { personName } from '../../person-name.ts'
import { actName, knownActs, objectName } from './act-name.ts'
import { AuditDrawer } from './audit-drawer.tsx'
import { ANYTHING, type AuditSearch, auditQuery, resultOf } from './audit-search.ts'
import { instantIn } from './local-time.ts'
import { RESULT_MARKS } from './result-marks.ts'

/** Typing is over when nothing was typed for this long, in ms. */
const REST_MS = 350

/** Everything that was done, newest first, for those who read it and change nothing. */
export function AuditPart() {
  const page = usePage()
  const { w, t, format } = page
  const timeZone = useCityPlate()?.timeZone ?? 'Asia/Shanghai'
  const [search, setSearch] = useState<AuditSearch>(ANYTHING)
  const query = auditQuery(search, (local) => instantIn(timeZone, local)).toString()
  const { rows, next, refusal, isBusy, more, again } = useAuditRows(query)
  const [open, setOpen] = useState<AuditRow>()
  const say = (part: Partial<AuditSearch>) => setSearch((held) => ({ ...held, ...part }))
  const columns = useMemo((): readonly Column<AuditRow>[] => {
    return [
      {
        id: 'at',
        title: w('audit.at'),
        cell: ({ at, seq }) => (
          <span className="two">
            <span className="fig">
              {format.date(at)} {format.seconds(at)}
            </span>
            <span className="soft fig">{seq}</span>
          </span>
        ),
      },
      {
        id: 'actor',
        title: w('audit.actor'),
        cell: ({ actor }) => (
          <span className="two">
            <b>{actor.name === undefined ? w(`audit.actor.${actor.kind}`) : personName(actor.name, page)}</b>
            <span className="soft">
              {w(actor.role === undefined || actor.role === 'visitor' ? `audit.actor.${actor.kind}` : `role.${actor.role}`)}
            </span>
          </span>
        ),
      },
      {
        id: 'type',
        title: w('audit.type'),
        cell: ({ type, object }) => (
          <span className="two">
            <span>{actName(type, page)}</span>
            <span className="soft one-line">{object && objectName(object, page)}</span>
          </span>
        ),
      },
      {
        id: 'result',
        title: w('audit.result'),
        cell: ({ result, code }) => (
          <span className="two">
            <StateMark kind={RESULT_MARKS[result]}>{w(`audit.result.${result}`)}</StateMark>
            <span className="soft">{code && t.error(code)}</span>
          </span>
        ),
      },
      { id: 'address', title: w('audit.address'), isMinor: true, cell: ({ address }) => <span className="fig">{address}</span> },
    ]
  }, [w, t, format, page])
  return (
    <>
      <ConsoleHead title={w('part.audit')}>
        <Search label={w('audit.text')} text={search.text} onText={(text) => say({ text })} />
        <a className="press press-plain" href={`/api/audit/export?${withFormat(query, 'csv')}`} download>
          {w('audit.export', { format: 'CSV' })}
        </a>
        <a className="press press-plain" href={`/api/audit/export?${withFormat(query, 'ndjson')}`} download>
          {w('audit.export', { format: 'NDJSON' })}
        </a>
      </ConsoleHead>
      <search className="filters">
        <Field label={w('audit.from')} type="datetime-local" value={search.from} onText={(from) => say({ from })} />
        <Field label={w('audit.to')} type="datetime-local" value={search.to} onText={(to) => say({ to })} />
        <Field
          label={w('audit.actor')}
          value={search.actor}
          autoComplete="off"
          maxLength={200}
          onText={(actor) => say({ actor })}
        />
        <Select label={w('audit.type')} value={search.type} onValue={(type) => say({ type })}>
          <option value="">{w('audit.any')}</option>
          {knownActs(page).map(([type, words]) => (
            <option key={type} value={type}>
              {words}
            </option>
          ))}
        </Select>
        <Select label={w('audit.result')} value={search.result} onValue={(value) => say({ result: resultOf(value) })}>
          <option value="">{w('audit.any')}</option>
          {AUDIT_RESULTS.map((result) => (
            <option key={result} value={result}>
              {w(`audit.result.${result}`)}
            </option>
          ))}
        </Select>
        <Press kind="quiet" blocked={query === '' ? w('audit.nothing-set') : undefined} onPress={() => setSearch(ANYTHING)}>
          {w('audit.clear')}
        </Press>
      </search>
      <main id="content" className="console-body" tabIndex={-1} aria-busy={isBusy}>
        <Refused refusal={refusal} />
        {refusal && (
          <p className="console-nothing">
            <Press onPress={again}>{w('again')}</Press>
          </p>
        )}
        {rows === undefined && !refusal && <p className="console-nothing">{w('loading')}</p>}
        {rows !== undefined && (
          <Table
            caption={w('part.audit')}
            columns={columns}
            rows={rows}
            keyOf={({ seq }) => String(seq)}
            empty={w('audit.none')}
            isWhole
            onOpen={(row) => setOpen(row)}
          />
        )}
        {next !== null && rows !== undefined && (
          <div className="more">
            <Press isBusy={isBusy} onPress={more}>
              {w('audit.more')}
            </Press>
          </div>
        )}
      </main>
      {open && <AuditDrawer row={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function withFormat(query: string, format: string): string {
  const all = new URLSearchParams(query)
  all.set('format', format)
  return all.toString()
}

interface AuditRows {
  readonly rows: readonly AuditRow[] | undefined
  readonly next: number | null
  readonly refusal: CallRefused | undefined
  readonly isBusy: boolean
  more(): void
  again(): void
}

/** The rows of a search, page after page; each page begins where the last one ended, however many came in meanwhile. */
function useAuditRows(query: string): AuditRows {
  const access = useAccessStore()
  const [held, setHeld] = useState<{ query: string; rows: readonly AuditRow[]; next: number | null }>()
  const [refusal, setRefusal] = useState<CallRefused>()
  const [isBusy, setBusy] = useState(false)
  const [turn, setTurn] = useState(0)
  const read = useCallback(
    async (after: number | null, isOver: () => boolean) => {
      setBusy(true)
      setRefusal(undefined)
      const address = `/api/audit?${query}${after === null ? '' : `&after=${after}`}`
      try {
        const page = await call<AuditPage>('GET', address)
        if (isOver()) return
        setHeld((before) => ({
          query,
          next: page.next,
          rows: after === null ? page.rows : [...(before?.rows ?? []), ...page.rows],
        }))
      } catch (fault) {
        if (!(fault instanceof CallRefused)) throw fault
        if (isOver()) return
        if (fault.code === 'access/sign-in-needed') void access.end()
        setRefusal(fault)
      } finally {
        if (!isOver()) setBusy(false)
      }
    },
    [query, access],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads the same again
  useEffect(() => {
    let isGone = false
    const timer = setTimeout(() => void read(null, () => isGone), REST_MS)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [read, turn])
  return {
    rows: held?.rows,
    next: held?.next ?? null,
    refusal,
    isBusy,
    more: () => {
      if (held && held.next !== null && !isBusy) void read(held.next, () => false)
    },
    again: () => setTurn(turn + 1),
  }
}
