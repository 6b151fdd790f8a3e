import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CaseLine } from '#contract/case.ts'
import { useAreaName } from '../../incidents/use-addressee.ts'
import { useNow } from '../../state/hooks.ts'
import { useCaseCity, useCategoryName, useDepartmentName } from '../case-city.tsx'
import { lineDue } from '../case-due.ts'
import type { CaseRow } from '../case-pages.ts'
import { channelName } from '../channel-name.ts'
import { CaseDueMark } from '../parts/case-due-mark.tsx'
import { CaseTrack } from '../parts/case-track.tsx'
import { rowEdges, rowWindow } from '../row-window.ts'
import { useCaseWords } from '../use-case-words.ts'

/** Heights of a heading and of a case, px; the style sheet draws them so. */
const GROUP_PX = 28
const LINE_PX = 48
/** Rows drawn beyond what can be seen, so that a turn of the wheel shows no gap. */
const SPARE = 8
/** The next page is read when fewer than so many rows are left below. */
const READ_AHEAD = 30
/** Cases are followed in blocks of so many places, so that scrolling asks rarely for others. */
const BLOCK = 50

export interface CaseRowsProps {
  readonly rows: readonly CaseRow[]
  readonly chosen: string | undefined
  /** Where the keys stand, by the place of the line; -1 nowhere. */
  readonly at: number
  readonly selected: ReadonlySet<string>
  /** The scrolled box, for whoever wants to know how far it is scrolled. */
  readonly box: RefObject<HTMLDivElement | null>
  onOpen(place: number): void
  onSelect(id: string): void
  /** Places of the lines that are shown, in whole blocks. */
  onShown(from: number, to: number): void
  onMore(): void
}

/** A list of any length: only what can be seen is drawn, and what comes next is read before it is. */
export function CaseRows({ rows, chosen, at, selected, box, onOpen, onSelect, onShown, onMore }: CaseRowsProps) {
  const w = useCaseWords()
  const edges = useMemo(() => rowEdges(rows.map(({ kind }) => (kind === 'group' ? GROUP_PX : LINE_PX))), [rows])
  const [view, setView] = useState({ top: 0, height: 800 })
  const frame = useRef(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      cancelAnimationFrame(frame.current)
      frame.current = requestAnimationFrame(() => setView({ top: element.scrollTop, height: element.clientHeight }))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      cancelAnimationFrame(frame.current)
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  const { from, to, top } = rowWindow(edges, view.top, view.height, SPARE)
  const drawn = rows.slice(from, to)
  const places = drawn.flatMap((row) => (row.kind === 'line' ? [row.place] : []))
  const [first = 0, last = 0] = [places[0], places.at(-1)]
  const [blockFrom, blockTo] = [Math.floor(first / BLOCK) * BLOCK, (Math.floor(last / BLOCK) + 1) * BLOCK]
  const tell = useRef({ onShown, onMore })
  tell.current = { onShown, onMore }
  useEffect(() => tell.current.onShown(blockFrom, blockTo), [blockFrom, blockTo])
  const isNearEnd = to + READ_AHEAD >= rows.length
  useEffect(() => {
    if (isNearEnd && rows.length > 0) tell.current.onMore()
  }, [isNearEnd, rows.length])
  useKeptInSight({ at, rows, edges, box })
  const total = rows.reduce((count, { kind }) => count + (kind === 'line' ? 1 : 0), 0)
  return (
    <ul className="case-rows" aria-label={w('list')} style={{ height: edges[rows.length], paddingTop: top }}>
      {drawn.map((row) =>
        row.kind === 'group' ? (
          <li key={row.group} className="case-group">
            {w(`group.${row.group}`)}
          </li>
        ) : (
          <CaseRowItem
            key={row.line.id}
            line={row.line}
            place={row.place}
            total={total}
            isAt={at === row.place}
            isChosen={chosen === row.line.id}
            isSelected={selected.has(row.line.id)}
            onOpen={onOpen}
            onSelect={onSelect}
          />
        ),
      )}
    </ul>
  )
}

/** The row the keys stand at is scrolled into sight, and has the focus. */
function useKeptInSight({
  at,
  rows,
  edges,
  box,
}: Pick<CaseRowsProps, 'at' | 'rows' | 'box'> & { readonly edges: Float64Array }): void {
  const held = useRef({ rows, edges })
  held.current = { rows, edges }
  useEffect(() => {
    const element = box.current
    if (!element || at < 0) return
    const row = held.current.rows.findIndex((one) => one.kind === 'line' && one.place === at)
    const [top = 0, bottom = 0] = [held.current.edges[row], held.current.edges[row + 1]]
    if (top < element.scrollTop) element.scrollTop = top - GROUP_PX
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
    // Drawn with the next frame, where it was far away.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus({ preventScroll: true })),
    )
    return () => cancelAnimationFrame(frame)
  }, [at, box])
}

interface CaseRowItemProps {
  readonly line: CaseLine
  readonly place: number
  readonly total: number
  readonly isAt: boolean
  readonly isChosen: boolean
  readonly isSelected: boolean
  onOpen(place: number): void
  onSelect(id: string): void
}

function CaseRowItem({ line, place, total, isAt, isChosen, isSelected, onOpen, onSelect }: CaseRowItemProps) {
  const w = useCaseWords()
  const now = useNow(30_000)
  const city = useCaseCity()
  const areaName = useAreaName()
  const category = useCategoryName()
  const department = useDepartmentName()
  const { suspended } = line
  return (
    <li className={`case-row${isChosen ? ' is-chosen' : ''}`} aria-setsize={total} aria-posinset={place + 1}>
      <label className="case-row-select">
        <input type="checkbox" checked={isSelected} onChange={() => onSelect(line.id)} />
        <span className="visually-hidden">{w('select', { number: line.number })}</span>
      </label>
      <button
        type="button"
        className="case-row-press"
        data-place={place}
        data-at={isAt}
        aria-current={isChosen}
        onClick={() => onOpen(place)}
      >
        <span className="case-row-due">
          {suspended ? (
            <span className="case-chip">{w(`suspended.${suspended}`)}</span>
          ) : (
            <CaseDueMark due={lineDue(line, now, city)} />
          )}
        </span>
        <span className="case-row-words">
          <span className="case-row-title">
            {line.isUrgent && <span className="due-word">{w('urgent')}</span>} {line.what}
          </span>
          <span className="soft one-line">
            <span className="fig">{line.number.slice(-6)}</span> · {areaName(line.area)} {line.placeText} ·{' '}
            {line.channel === undefined ? w(`origin.${line.origin}`) : channelName(line.channel, w)}
          </span>
        </span>
        <CaseTrack stage={line.stage} />
        <span className="case-row-holder one-line">
          {line.department === undefined ? category(line.category).name : department(line.department)}
        </span>
      </button>
    </li>
  )
}
