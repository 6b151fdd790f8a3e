import { useLayoutEffect, useMemo } from 'react'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { PANEL_TYPES, type PanelType } from '#contract/scene.ts'
import { dressPage } from '../displays/dress-page.ts'
import { UI_LANGUAGES } from '../i18n/translate.ts'
import { cityView } from '../state/city-view.ts'
import { specimensOf } from './all-states.ts'
import { CATALOGUE } from './fixture/catalogue.ts'
import './gallery.css'
import { type GalleryAddress, THEMES, writeGalleryAddress } from './gallery-address.ts'
import { plateOf } from './plate.ts'
import { SpecimenView } from './specimen-view.tsx'

/** Every panel in every state, on one display class, in one theme and language. Nothing here speaks to a server. */
export function Gallery({ address }: { address: GalleryAddress }) {
  const city = useMemo(() => cityView(CATALOGUE), [])
  const profile = useMemo(() => plateOf(address, city), [address, city])
  useLayoutEffect(() => {
    document.documentElement.dataset.page = 'gallery'
    document.title = '观澜 · gallery'
    dressPage(document, profile, address.language)
    document.documentElement.dir = address.direction
  }, [profile, address.language, address.direction])
  const types = address.panel ? [address.panel] : PANEL_TYPES
  return (
    <div className="gallery">
      <header className="gallery-head">
        <h1 className="t-title">Gallery</h1>
        <Switches address={address} />
        <nav aria-label="Panels" className="gallery-jumps">
          {types.map((type) => (
            <a key={type} href={`#${type}`}>
              {type}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {types.map((type) => (
          <PanelStatesView key={type} type={type} address={address} city={city} profile={profile} />
        ))}
      </main>
    </div>
  )
}

function PanelStatesView({ type, ...rest }: { type: PanelType } & Omit<Parameters<typeof SpecimenView>[0], 'specimen'>) {
  const { shown, impossible } = specimensOf(type)
  return (
    <section id={type} className="gallery-panel" aria-label={type}>
      <h2 className="t-title">
        <a href={writeGalleryAddress({ ...rest.address, panel: type })}>{type}</a>
      </h2>
      <div className="specimens">
        {shown.map((specimen) => (
          <SpecimenView key={specimen.id} specimen={specimen} {...rest} />
        ))}
      </div>
      {impossible.map(({ condition, reason }) => (
        <p key={condition} className="t-small soft gallery-not">
          {condition}: {reason}
        </p>
      ))}
    </section>
  )
}

function Switches({ address }: { address: GalleryAddress }) {
  const choices = [
    DISPLAY_CLASSES.map((displayClass) => ({ word: displayClass, to: { ...address, displayClass } })),
    THEMES.map((theme) => ({ word: theme, to: { ...address, theme } })),
    UI_LANGUAGES.map((language) => ({ word: language, to: { ...address, language } })),
    (['ltr', 'rtl'] as const).map((direction) => ({ word: direction, to: { ...address, direction } })),
    ...(address.panel ? [[{ word: 'all panels', to: { ...address, panel: undefined } }]] : []),
  ]
  const here = writeGalleryAddress(address)
  return (
    <nav aria-label="What is shown" className="gallery-switches">
      {choices.map((group) => (
        <span key={group[0]?.word} className="gallery-group">
          {group.map(({ word, to }) => {
            const href = writeGalleryAddress(to)
            return (
              <a key={word} href={href} aria-current={href === here ? 'true' : undefined}>
                {word}
              </a>
            )
          })}
        </span>
      ))}
    </nav>
  )
}
