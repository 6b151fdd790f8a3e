import { type InputHTMLAttributes, type ReactNode, useId } from 'react'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'id'> {
  readonly label: string
  readonly hint?: ReactNode
  /** Why what stands in it cannot be taken. */
  readonly fault?: string | undefined
  /** Stands inside the field at its end. */
  readonly trailing?: ReactNode
  onText(text: string): void
}

/** A line to write in, with its name above and what is to be known of it below. */
export function Field({ label, hint, fault, trailing, onText, ...input }: FieldProps) {
  const id = useId()
  const isSaying = hint !== undefined || fault !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={`field-box${fault === undefined ? '' : ' is-faulty'}`}>
        <input
          {...input}
          id={id}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={fault !== undefined}
          aria-describedby={isSaying ? `${id}-hint` : undefined}
          onChange={(event) => onText(event.target.value)}
        />
        {trailing}
      </div>
      {isSaying && (
        <div id={`${id}-hint`} className={`field-hint${fault === undefined ? '' : ' is-fault'}`} aria-live="polite">
          {fault ?? hint}
        </div>
      )}
    </div>
  )
}
