import { Glyph } from '../../design/glyph.tsx'
import type { Command } from '../../state/commands.ts'
import { useT } from '../../state/hooks.ts'
import { useWords } from '../use-words.ts'

/**
 * How a command that was pressed here goes, in the place where it was pressed: sending, recorded but not yet on this screen,
 * or refused with the server's reason. Says nothing once the screen itself shows what was done.
 */
export function CommandState({ command }: { command: Command | undefined }) {
  const w = useWords()
  const words = useRefusalWords()
  return (
    <>
      <span role="status" className="command-state">
        {command?.kind === 'sending' && <span className="hatched command-pending">{w('pending.sending')}</span>}
        {command?.kind === 'accepted' && <span className="hatched command-pending">{w('pending.accepted')}</span>}
      </span>
      <span role="alert">
        {command?.kind === 'refused' && (
          <span className="refused">
            <Glyph kind="fault" /> <span>{words(command.code)}</span>
          </span>
        )}
      </span>
    </>
  )
}

/** The sentence of a refusal, by its code. */
export function useRefusalWords(): (code: string) => string {
  const w = useWords()
  const t = useT()
  return (code) => (code === 'unreachable' ? w('refused.unreachable') : t.error(code))
}

/** True while a command is under way and must not be pressed again. */
export function isUnderWay(command: Command | undefined): boolean {
  return command?.kind === 'sending' || command?.kind === 'accepted'
}
