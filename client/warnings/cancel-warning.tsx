import { useState } from 'react'
import type { Names } from '#contract/names.ts'
import type { Warning } from '#contract/warning.ts'
import { WarningMark } from '../design/warning-mark.tsx'
import { warningTranslator } from '../i18n/warning-words.ts'
import { Ask } from '../incidents/parts/ask.tsx'
import { TextArea } from '../incidents/parts/text-area.tsx'
import type { Followed } from '../state/matters.ts'
import { useCommand } from '../state/use-matters.ts'
import { useTell, useWords } from './use-warning-words.ts'

/** Asks why a warning is over before everybody is told that it is. */
export function CancelWarning({
  followed,
  warning,
  onClose,
}: {
  readonly followed: Followed
  readonly warning: Warning
  onClose(): void
}) {
  const w = useWords()
  const said = useTell()(warning.state)
  const [reason, setReason] = useState<Names>(() => ({
    zh: warningTranslator('zh')('cancel.reason.default'),
    en: warningTranslator('en')('cancel.reason.default'),
  }))
  const { command, send } = useCommand(followed)
  const isEmpty = reason.zh.trim() === '' || reason.en.trim() === ''
  return (
    <Ask
      title={w('cancel.title')}
      verb={w('do.cancel')}
      command={command}
      blocked={isEmpty ? w('form.empty') : undefined}
      onSend={() => void send(`/api/warnings/${encodeURIComponent(warning.id)}/cancel`, { version: warning.version, reason })}
      onClose={onClose}
    >
      <p>
        <WarningMark colour={warning.state.colour}>{said.title}</WarningMark> {said.place}{' '}
        <span className="soft">{said.until}</span>
      </p>
      {(['zh', 'en'] as const).map((language) => (
        <TextArea
          key={language}
          label={w('cancel.reason', { language: w(`form.language.${language}`) })}
          value={reason[language]}
          rows={2}
          maxLength={500}
          onText={(text) => setReason({ ...reason, [language]: text })}
        />
      ))}
      <p className="strong">{w('cancel.note')}</p>
    </Ask>
  )
}
