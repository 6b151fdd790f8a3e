import type { ReactNode } from 'react'

export interface PressProps {
  readonly children: ReactNode
  readonly kind?: 'primary' | 'plain' | 'quiet'
  readonly isBusy?: boolean
  /** Why it cannot be pressed now; it stays in its place, dashed, and says so. */
  readonly blocked?: string | undefined
  readonly isSubmit?: boolean
  onPress?(): void
}

/** A button. One that cannot be pressed is not hidden: it stays, dashed, with its reason. */
export function Press({ children, kind = 'plain', isBusy = false, blocked, isSubmit = false, onPress }: PressProps) {
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={`press press-${kind}${blocked === undefined ? '' : ' is-blocked'}`}
      aria-busy={isBusy}
      aria-disabled={isBusy || blocked !== undefined}
      title={blocked}
      onClick={(event) => {
        if (isBusy || blocked !== undefined) event.preventDefault()
        else onPress?.()
      }}
    >
      {children}
    </button>
  )
}
