import { usePage } from '../page/page-context.ts'
import { LanguageButton, ThemeButton } from './setting-switches.tsx'

/** Dark or light, Chinese or English, on the pages around the screens. */
export function PageSwitches() {
  const { t, language, profile, settings } = usePage()
  return (
    <span className="switches">
      <ThemeButton theme={profile.theme} settings={settings} t={t} />
      <LanguageButton language={language} settings={settings} t={t} />
    </span>
  )
}
