import type { Telling } from './open-model.ts'

/** Picks the area whose figures are read: the city, a zone, or a town below its zone. The device's own picker opens. */
export function AreaPick({
  telling: { catalogue, language, t, area },
  onArea,
}: {
  readonly telling: Telling
  onArea(code: string): void
}) {
  const zones = catalogue.areas.filter(({ level }) => level === 'zone')
  const towns = catalogue.areas.filter(({ level }) => level === 'town')
  const loose = towns.filter(({ parent }) => !zones.some(({ code }) => code === parent))
  if (zones.length + towns.length === 0) return null
  return (
    <label className="open-area">
      <span className="visually-hidden">{t('area.pick')}</span>
      <Pin />
      <select value={area} onChange={(event) => onArea(event.target.value)}>
        <option value={catalogue.city.area}>{t('area.city')}</option>
        {zones.map((zone) => (
          <optgroup key={zone.code} label={zone.names[language]}>
            <option value={zone.code}>{zone.names[language]}</option>
            {towns
              .filter(({ parent }) => parent === zone.code)
              .map(({ code, names }) => (
                <option key={code} value={code}>
                  {names[language]}
                </option>
              ))}
          </optgroup>
        ))}
        {loose.map(({ code, names }) => (
          <option key={code} value={code}>
            {names[language]}
          </option>
        ))}
      </select>
      <svg className="open-caret" viewBox="0 0 12 8" aria-hidden="true">
        <path d="m1.5 1.5 4.5 4.5 4.5-4.5" />
      </svg>
    </label>
  )
}

function Pin() {
  return (
    <svg className="open-pin" viewBox="0 0 16 20" aria-hidden="true">
      <path d="M8 18.6C4.2 13.9 2 10.6 2 7.8a6 6 0 1 1 12 0c0 2.8-2.2 6.1-6 10.8Z" />
      <circle cx="8" cy="7.8" r="2.1" />
    </svg>
  )
}
