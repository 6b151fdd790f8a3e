import { usePage } from '../page/page-context.ts'
import { Field } from './field.tsx'

/** Digits of a code of the authenticator. */
export const CODE_DIGITS = 6

/** Six digits from an authenticator: typed, pasted with spaces or filled in by the browser. `onFull` is told of the sixth. */
export function CodeField({
  code,
  onCode,
  onFull,
  isFirst = false,
}: {
  readonly code: string
  readonly isFirst?: boolean
  onCode(code: string): void
  onFull?(code: string): void
}) {
  const { w } = usePage()
  return (
    <Field
      label={w('factor.code')}
      name="code"
      className="code-input fig"
      value={code}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      required
      autoFocus={isFirst}
      hint={w('factor.code.hint')}
      onText={(text) => {
        const digits = text
          .normalize('NFKC')
          .replace(/[^0-9]/g, '')
          .slice(0, CODE_DIGITS)
        onCode(digits)
        if (digits.length === CODE_DIGITS && digits !== code) onFull?.(digits)
      }}
    />
  )
}
