import type { ReactNode } from 'react'
import { usePage } from '../page/page-context.ts'
import { useCall } from '../use-call.ts'
import { Dialog } from './dialog.tsx'
import { Press } from './press.tsx'
import { Refused } from './refused.tsx'

export interface ConfirmProps {
  readonly title: string
  /** What will happen, with its numbers. */
  readonly children: ReactNode
  /** The verb again, on the button that does it. */
  readonly verb: string
  readonly blocked?: string | undefined
  /** Does it; the dialog closes when it is done and says why when it is not. */
  act(): Promise<void>
  onClose(): void
}

/** Asks before an act that cannot be taken back: says what will happen, and repeats the verb on the button. */
export function Confirm({ title, children, verb, blocked, act, onClose }: ConfirmProps) {
  const { w } = usePage()
  const calling = useCall()
  const go = async () => {
    if (blocked === undefined && (await calling.run(act))) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {children}
        <Refused refusal={calling.refusal} />
        <div className="dialog-end">
          <Press onPress={onClose}>{w('confirm.back')}</Press>
          <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={blocked}>
            {verb}
          </Press>
        </div>
      </form>
    </Dialog>
  )
}
