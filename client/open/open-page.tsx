import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { OpenCatalogue } from '#contract/open.ts'
import { useStood } from '../design/stood.ts'
import { formatOf } from '../i18n/format.ts'
import { type OpenTranslate, openTranslator } from '../i18n/open-words.ts'
import { EnterpriseDoor } from './enterprise-door.tsx'
import { EnterpriseGate } from './enterprise-gate.tsx'
import { getOpen, whenSeen } from './get-open.ts'
import type { OpenAddress } from './open-address.ts'
import { withSaid } from './open-address.ts'
import { OpenFoot } from './open-foot.tsx'
import { OpenHead } from './open-head.tsx'
import type { Telling } from './open-model.ts'
import { createOpenReader, type OpenReading } from './open-reader.ts'
import { SceneSection } from './scene-section.tsx'
import { useNow } from './use-now.ts'
import { useOpenWarnings, type WarningsReading } from './use-open-warnings.ts'
import { WarningsSection } from './warnings-section.tsx'

/** Ages are told by the half minute. */
const NOW_MS = 15_000

/** Warnings stand above everything, so the page waits for them; no longer than this, ms. */
const WARNINGS_WITHIN_MS = 1_500

/** The page for everybody, and the same for firms. */
export function OpenPage({ address }: { readonly address: OpenAddress }) {
  if (address.audience === 'public') return <PublishedPage address={address} />
  return (
    <EnterpriseDoor language={address.language}>
      <PublishedPage address={address} />
    </EnterpriseDoor>
  )
}

function PublishedPage({ address }: { readonly address: OpenAddress }) {
  const { audience, language } = address
  const [reader] = useState(() => createOpenReader({ get: getOpen(audience), after: whenSeen }))
  const reading = useSyncExternalStore(reader.subscribe, reader.read)
  const isPublic = audience === 'public'
  const warnings = useOpenWarnings(isPublic)
  const hasStood = useStood(WARNINGS_WITHIN_MS)
  const t = useMemo(() => openTranslator(language), [language])
  const { catalogue, trouble } = reading
  useEffect(() => {
    const page = t(`page.${audience}`)
    document.title = catalogue ? t('page.title', { city: catalogue.city.names[language], page }) : page
  }, [catalogue, language, audience, t])
  if (trouble?.kind === 'refused') return <EnterpriseGate isRefused={trouble.status === 403} canTry={false} language={language} />
  const isWarned = !isPublic || warnings.warnings !== undefined || warnings.isOld || hasStood
  if (!catalogue || !isWarned)
    return (
      <p className="open-waiting" role="status">
        {trouble ? t('page.failed') : t('page.loading')}
      </p>
    )
  return <OpenScenes address={address} catalogue={catalogue} reading={reading} warnings={warnings} follow={reader.follow} t={t} />
}

function OpenScenes({
  address,
  catalogue,
  reading,
  warnings,
  follow,
  t,
}: {
  readonly address: OpenAddress
  readonly catalogue: OpenCatalogue
  readonly reading: OpenReading
  readonly warnings: WarningsReading
  follow(scene: string): () => void
  readonly t: OpenTranslate
}) {
  const { language } = address
  const now = useNow(NOW_MS)
  const [area, setArea] = useState(() => knownArea(catalogue, address.area))
  const format = useMemo(() => formatOf(language, catalogue.city.timeZone), [language, catalogue])
  const telling: Telling = { catalogue, language, t, format, area, now }
  useEffect(() => {
    // The scenes were not there yet when the browser looked for the one that the address names.
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: 'instant' })
  }, [])
  const pick = (code: string) => {
    setArea(code)
    const said = code === catalogue.city.area ? undefined : code
    history.replaceState(null, '', `${location.pathname}${withSaid(location.search, 'area', said)}${location.hash}`)
  }
  return (
    <>
      <a className="open-skip" href="#figures">
        {t('page.skip')}
      </a>
      <OpenHead telling={telling} audience={address.audience} reading={reading} onArea={pick} />
      <main id="figures" className="open-main" tabIndex={-1}>
        {address.audience === 'public' && <WarningsSection telling={telling} reading={warnings} />}
        {catalogue.scenes.map((scene, index) => (
          <SceneSection
            key={scene.id}
            scene={scene}
            block={reading.blocks.get(scene.id)}
            telling={telling}
            audience={address.audience}
            isFirst={index === 0}
            follow={follow}
          />
        ))}
        {catalogue.scenes.length === 0 && <p className="open-waiting">{t('page.nothing')}</p>}
      </main>
      <OpenFoot telling={telling} audience={address.audience} reading={reading} />
    </>
  )
}

function knownArea({ areas, city }: OpenCatalogue, code: string | undefined): string {
  return areas.some((area) => area.code === code) ? (code as string) : city.area
}
