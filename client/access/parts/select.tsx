import { type ReactNode, useId } from 'react'

/** A choice among few, by the browser's own list. */
export function Select({
  label,
  value,
  children,
  isLabelHidden = false,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly children: ReactNode
  readonly isLabelHidden?: boolean
  onValue(value: string): void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <div className="field-box">
        <select id={id} value={value} onChange={(event) => onValue(event.target.value)}>
          {children}
        </select>
        <svg className="select-mark" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="m1.5 3.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </div>
    </div>
  )
}
