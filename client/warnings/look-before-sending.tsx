import { useEffect } from 'react'
import type { WarningPreview } from '#contract/warning.ts'
import { Press } from '../access/parts/press.tsx'
import { CommandState, isUnderWay } from '../incidents/parts/command-state.tsx'
import { usePlace } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { useCommand } from '../state/use-matters.ts'
import { useWords } from './use-warning-words.ts'

export interface LookBeforeSendingProps {
  readonly followed: Followed
  readonly path: string
  readonly fields: object
  readonly preview: WarningPreview
  onBack(): void
  onClose(): void
}

/** What is about to go out, to the letter, before it does: nobody can take a warning back. */
export function LookBeforeSending({ followed, path, fields, preview, onBack, onClose }: LookBeforeSendingProps) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const isTold = command?.kind === 'told'
  const { begin } = usePlace()
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes once, when the screen shows what was done
  useEffect(() => {
    if (command?.kind !== 'told') return
    begin(`warnings/${command.answer.id}`)
    onClose()
  }, [isTold])
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isUnderWay(command)) void send(path, fields)
      }}
    >
      <h3>{w('look.title')}</h3>
      {preview.message.info.map((info) => (
        <section key={info.language} lang={info.language}>
          <p className="strong">{info.headline}</p>
          <p>{info.description}</p>
          <p>{info.instruction}</p>
          <p className="dim">{info.area.map(({ areaDesc }) => areaDesc).join(' · ')}</p>
        </section>
      ))}
      <p>{w('look.to')}</p>
      <p className="strong">{w('look.note')}</p>
      <details>
        <summary>{w('look.cap')}</summary>
        <pre className="warning-cap">{preview.cap}</pre>
      </details>
      <CommandState command={command} />
      <div className="dialog-end">
        <Press onPress={onBack}>{w('do.back')}</Press>
        <Press kind="primary" isSubmit isBusy={isUnderWay(command)}>
          {w('do.send')}
        </Press>
      </div>
    </form>
  )
}
