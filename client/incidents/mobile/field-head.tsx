import type { ReactNode } from 'react'
import { usePlace } from '../../state/hooks.ts'
import { useWords } from '../use-words.ts'

/** Characters beyond which a name is set smaller, in two lines. */
const LONG = 14

/** The head of a page in the field: its name, the way back, and what stands at the end. */
export function FieldHead({
  title,
  note,
  back,
  children,
}: {
  readonly title: string
  readonly note?: string | undefined
  readonly back?: string
  readonly children?: ReactNode
}) {
  const w = useWords()
  const { begin } = usePlace()
  return (
    <header className="field-head">
      {back !== undefined && (
        <button type="button" className="icon-press" onClick={() => begin(back)} aria-label={w('field.back')}>
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path d="M14 4 7 11l7 7" fill="none" stroke="currentColor" strokeWidth="1.900" />
          </svg>
        </button>
      )}
      <h1 className={[...title].length > LONG ? 'is-long' : ''}>{title}</h1>
      {note !== undefined && <span className="soft">{note}</span>}
      <span className="push" />
      {children}
    </header>
  )
}
