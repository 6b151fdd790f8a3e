import { useState } from 'react'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { Ask } from '../parts/ask.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { usePlanWords } from './use-plan-words.ts'

/** Asks for a reason before something is done about a plan. */
export function SayWhy({
  title,
  words,
  path,
  fields,
  followed,
  onClose,
}: {
  readonly title: string
  readonly words: string
  readonly path: string
  readonly fields: object
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const { command, send } = useCommand(followed)
  const [reason, setReason] = useState('')
  const said = reason.trim()
  return (
    <Ask
      title={title}
      verb={title}
      command={command}
      blocked={said === '' ? w('plan.reason') : undefined}
      onSend={() => void send(path, { ...fields, reason: said })}
      onClose={onClose}
    >
      <p>{words}</p>
      <TextArea label={w('plan.reason')} value={reason} maxLength={200} rows={2} onText={setReason} />
    </Ask>
  )
}
