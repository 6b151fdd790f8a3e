import { type ReactNode, useEffect, useId, useRef } from 'react'
import { usePage } from '../page/page-context.ts'

export interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Stands at the side and keeps the list in sight, instead of over its middle. */
  readonly isDrawer?: boolean
  onClose(): void
}

/** One question over the page. The browser keeps the focus inside; Esc and the cross close it and lose nothing else. */
export function Dialog({ title, children, isDrawer = false, onClose }: DialogProps) {
  const { w } = usePage()
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    // The browser would begin at the cross; whoever opens a question came to answer it.
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, select)')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={isDrawer ? 'dialog is-drawer' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        // A question inside a drawer is closed by itself; the drawer stays.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <header className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="dialog-close" onClick={onClose} aria-label={w('dialog.close')}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="m2 2 10 10M12 2 2 12" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
