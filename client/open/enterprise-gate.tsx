import { Mark } from '../design/mark.tsx'
import { type OpenLanguage, openTranslator } from '../i18n/open-words.ts'

/** What somebody sees who may not read the data for firms: what it is, and the way in. */
export function EnterpriseGate({
  isRefused,
  canTry,
  language,
}: {
  /** Somebody is signed in, but not as a firm. */
  readonly isRefused: boolean
  readonly canTry: boolean
  readonly language: OpenLanguage
}) {
  const t = openTranslator(language)
  return (
    <main className="open-gate">
      <Mark size={64} />
      <h1>{t('gate.title')}</h1>
      <p>{isRefused ? t('gate.refused') : t('gate.line')}</p>
      <p className="open-gate-ways">
        <a className="open-primary" href={`/sign-in?lang=${language}`}>
          {t('gate.sign-in')}
        </a>
        {canTry && (
          <button type="button" className="open-press" onClick={() => void tryAsFirm()}>
            {t('gate.try')}
          </button>
        )}
      </p>
      <p>
        <a href={`/open?lang=${language}`}>{t('foot.public')}</a>
      </p>
    </main>
  )
}

/** Takes the role of a firm in the simulated city, where roles can be tried. */
async function tryAsFirm(): Promise<void> {
  const answer = await fetch('/api/access/trial', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'enterprise' }),
  })
  if (answer.ok) location.reload()
}
