import { Mark } from '../design/mark.tsx'
import { useTranslator } from '../i18n/use-translator.ts'
import { readAddress } from './address.ts'

/** What could not be had is asked for again after this long, in seconds. */
export const RETRY_S = 2

/** Before the city: what the page waits for, and why it has to. */
export function Waiting({ fault }: { fault?: { readonly kind: 'no-catalogue' | 'unreachable'; readonly code: string } }) {
  const t = useTranslator(readAddress(location).language ?? 'zh')
  const words =
    fault === undefined
      ? t('app.loading')
      : fault.kind === 'unreachable'
        ? t('app.unreachable')
        : t('app.no-catalogue', { reason: t.error(fault.code) })
  return (
    <main className="whole-page" aria-live="polite">
      <Mark size={72} />
      <p>{words}</p>
      {fault !== undefined && <p className="dim">{t('app.retrying', { s: RETRY_S })}</p>}
    </main>
  )
}
