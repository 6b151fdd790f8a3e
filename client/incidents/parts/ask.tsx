import { type ReactNode, useEffect } from 'react'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import type { Command } from '../../state/commands.ts'
import { useWords } from '../use-words.ts'
import { CommandState, isUnderWay } from './command-state.tsx'

export interface AskProps {
  readonly title: string
  readonly children?: ReactNode
  /** The verb, on the button that does it. */
  readonly verb: string
  readonly command: Command | undefined
  /** Why it cannot be sent as it stands. */
  readonly blocked?: string | undefined
  readonly isDrawer?: boolean
  onSend(): void
  onClose(): void
}

/**
 * Asks before something is sent that cannot be taken back. Shows the command as pending until this screen's own cursor has
 * passed it, then closes; a refusal stays where it was pressed, and nothing that was written is lost.
 */
export function Ask({ title, children, verb, command, blocked, isDrawer = false, onSend, onClose }: AskProps) {
  const w = useWords()
  const isTold = command?.kind === 'told'
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes once, when the screen shows what was done
  useEffect(() => {
    if (isTold) onClose()
  }, [isTold])
  return (
    <Dialog title={title} onClose={onClose} isDrawer={isDrawer}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (blocked === undefined && !isUnderWay(command)) onSend()
        }}
      >
        {children}
        <CommandState command={command} />
        <div className="dialog-end">
          <Press onPress={onClose}>{w('cancel')}</Press>
          <Press kind="primary" isSubmit isBusy={isUnderWay(command)} blocked={blocked}>
            {verb}
          </Press>
        </div>
        {blocked !== undefined && <p className="field-hint">{blocked}</p>}
      </form>
    </Dialog>
  )
}
