import { useT } from '../state/hooks.ts'

/** The first thing a keyboard meets: past the navigation, to the figures. */
export function SkipLink() {
  const t = useT()
  return (
    <a className="skip" href="#content">
      {t('nav.skip')}
    </a>
  )
}
