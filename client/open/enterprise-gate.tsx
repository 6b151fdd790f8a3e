import { useEffect, useState } from 'react'
import type { Me } from '#contract/access.ts'
import { Mark } from '../design/mark.tsx'
import { type OpenLanguage, openTranslator } from '../i18n/open-words.ts'

/** What somebody sees who may not read the data for firms: what it is, and the way in. */
export function EnterpriseGate({ status, language }: { readonly status: number; readonly language: OpenLanguage }) {
  const t = openTranslator(language)
  const [canTry, setCanTry] = useState(false)
  useEffect(() => {
    fetch('/api/access/me')
      .then(async (answer) => setCanTry(answer.ok && ((await answer.json()) as Me).ways.trial.includes('enterprise')))
      .catch(() => setCanTry(false))
  }, [])
  const tryRole = async () => {
    const answer = await fetch('/api/access/trial', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'enterprise' }),
    })
    if (answer.ok) location.reload()
  }
  return (
    <main className="open-gate">
      <Mark size={64} />
      <h1>{t('gate.title')}</h1>
      <p>{status === 403 ? t('gate.refused') : t('gate.line')}</p>
      <p className="open-gate-ways">
        <a className="open-primary" href="/sign-in?next=/enterprise">
          {t('gate.sign-in')}
        </a>
        {canTry && (
          <button type="button" className="open-press" onClick={() => void tryRole()}>
            {t('gate.try')}
          </button>
        )}
      </p>
      <p>
        <a href="/open">{t('foot.public')}</a>
      </p>
    </main>
  )
}
