import { type ReactNode, useState } from 'react'
import { usePage } from '../page/page-context.ts'
import { Field } from './field.tsx'

export interface PasswordFieldProps {
  readonly label: string
  readonly text: string
  readonly name: string
  readonly purpose: 'current-password' | 'new-password'
  readonly hint?: ReactNode
  readonly fault?: string | undefined
  readonly isFirst?: boolean
  onText(text: string): void
}

/** A password: hidden until one asks to see it, with a word when Caps Lock is on. Pasting is allowed. */
export function PasswordField({ label, text, name, purpose, hint, fault, isFirst = false, onText }: PasswordFieldProps) {
  const { w } = usePage()
  const [isShown, setShown] = useState(false)
  const [isCaps, setCaps] = useState(false)
  const noteCaps = (event: React.KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <Field
      label={label}
      name={name}
      type={isShown ? 'text' : 'password'}
      value={text}
      autoComplete={purpose}
      required
      autoFocus={isFirst}
      onText={onText}
      onKeyDown={noteCaps}
      onKeyUp={noteCaps}
      onBlur={() => setCaps(false)}
      fault={fault}
      hint={isCaps ? <span className="caps">{w('password.caps')}</span> : hint}
      trailing={
        <button type="button" className="field-press" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? w('password.hide') : w('password.show')}
        </button>
      }
    />
  )
}
