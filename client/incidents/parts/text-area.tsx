import { useId } from 'react'

/** Several lines to write in, with their name above. */
export function TextArea({
  label,
  value,
  rows = 3,
  maxLength,
  placeholder,
  isLabelHidden = false,
  onText,
}: {
  readonly label: string
  readonly value: string
  readonly rows?: number
  readonly maxLength: number
  readonly placeholder?: string
  readonly isLabelHidden?: boolean
  onText(text: string): void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <div className="field-box">
        <textarea
          id={id}
          className="text-area"
          rows={rows}
          maxLength={maxLength}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
    </div>
  )
}
