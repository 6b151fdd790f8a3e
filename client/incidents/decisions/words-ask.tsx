import { useState } from 'react'
import type { Command } from '../../state/commands.ts'
import { Ask } from '../parts/ask.tsx'
import { TextArea } from '../parts/text-area.tsx'

export interface WordsAskProps {
  readonly title: string
  readonly verb: string
  readonly label: string
  /** Nothing is sent without words. */
  readonly isNeeded?: boolean
  readonly command: Command | undefined
  onSend(words: string): void
  onClose(): void
}

/** Asks for words that go with what is pressed. */
export function WordsAsk({ title, verb, label, isNeeded = false, command, onSend, onClose }: WordsAskProps) {
  const [words, setWords] = useState('')
  const said = words.trim()
  return (
    <Ask
      title={title}
      verb={verb}
      command={command}
      blocked={isNeeded && said === '' ? label : undefined}
      onSend={() => onSend(said)}
      onClose={onClose}
    >
      <TextArea label={label} value={words} rows={3} maxLength={300} onText={setWords} />
    </Ask>
  )
}
