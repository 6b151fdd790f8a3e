import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { CommandAnswer } from '#contract/command.ts'
import { type Watch, watchName } from '#contract/watch.ts'
import { type Command, commandAt, refusalCode } from './commands.ts'
import type { Followed } from './matters.ts'
import { WAITING } from './matters.ts'
import { useScreen } from './screen.ts'

/** What the record holds of a watch, kept live while the component is there. Undefined follows nothing. */
export function useMatters(watch: Watch | undefined): Followed {
  const { matters } = useScreen()
  const name = watch ? watchName(watch) : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` spells the watch; callers make a new object each time
  const asked = useMemo(() => watch, [name])
  const subscribe = useCallback(
    (listener: () => void) => (asked ? matters.follow(asked, listener) : () => undefined),
    [matters, asked],
  )
  return useSyncExternalStore(subscribe, () => (asked ? matters.get(name) : WAITING))
}

/**
 * One command at a time from one place of the screen: `send` it, and draw where it stands until `followed` shows what it did.
 * Undefined while nothing was pressed. A failure is kept to be shown; sending again makes a new press.
 */
export function useCommand(followed: Followed): {
  readonly command: Command | undefined
  send(path: string, fields?: object): Promise<CommandAnswer | undefined>
  dismiss(): void
} {
  const { commands } = useScreen()
  const [command, setCommand] = useState<Command>()
  const revision = followed.kind === 'following' ? followed.cursor.revision : undefined
  const send = useCallback(
    async (path: string, fields?: object) => {
      setCommand({ kind: 'sending' })
      try {
        const answer = await commands.send(path, fields)
        setCommand({ kind: 'accepted', answer })
        return answer
      } catch (fault) {
        setCommand({ kind: 'refused', code: refusalCode(fault) })
        return undefined
      }
    },
    [commands],
  )
  const dismiss = useCallback(() => setCommand(undefined), [])
  return { command: command && commandAt(command, revision), send, dismiss }
}
