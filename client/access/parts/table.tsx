import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { usePage } from '../page/page-context.ts'
import { Press } from './press.tsx'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** Figures stand on one edge at the right. */
  readonly isFigure?: boolean
  /** Left out where there is little room: the detail of a row says it too. */
  readonly isMinor?: boolean
  cell(row: Row): ReactNode
}

export interface TableProps<Row> {
  /** What the table holds, for those who hear it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly empty: string
  /** Every row is drawn: whoever gives them pages them. */
  readonly isWhole?: boolean
  keyOf(row: Row): string
  /** Opens a row; its first cell is then pressed. Left out where a row has nothing more to say. */
  onOpen?(row: Row): void
}

/** Rows drawn at once; more come by pressing, so that ten thousand accounts cost no more than a hundred. */
const PAGE = 100

/** A real table. Arrow keys go from row to row, Enter opens; a long one is shown a page at a time. */
export function Table<Row>({ caption, columns, rows, empty, isWhole = false, keyOf, onOpen }: TableProps<Row>) {
  const { w } = usePage()
  const [most, setMost] = useState(PAGE)
  const shown = isWhole ? rows.length : most
  if (rows.length === 0) return <p className="console-nothing">{empty}</p>
  return (
    <>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, isFigure, isMinor }) => (
              <th key={id} scope="col" className={classOf(isFigure, isMinor)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveByArrows}>
          {rows.slice(0, shown).map((row) => (
            <tr key={keyOf(row)} className={onOpen ? 'is-open-able' : undefined} onClick={() => onOpen?.(row)}>
              {columns.map(({ id, title, cell, isFigure, isMinor }, index) => (
                <td key={id} data-title={title} className={classOf(isFigure, isMinor)}>
                  {index === 0 && onOpen ? (
                    <button type="button" className="row-press">
                      {cell(row)}
                    </button>
                  ) : (
                    cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <div className="more">
          <Press onPress={() => setMost(most + PAGE)}>{w('table.more', { n: rows.length - shown })}</Press>
        </div>
      )}
    </>
  )
}

function classOf(isFigure = false, isMinor = false): string | undefined {
  return [isFigure ? 'is-figure' : '', isMinor ? 'is-minor' : ''].filter(Boolean).join(' ') || undefined
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-press')]
  const next = all[all.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
