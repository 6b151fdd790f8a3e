import type { Names } from '#contract/names.ts'
import type { Translate } from '../i18n/translate.ts'
import type { CityView } from '../state/city-view.ts'

/** What the city is made of, in one line: 6 片区 · 32 镇街 + 松山湖. Nothing for those who see a part of it only. */
export function makeup(city: CityView, t: Translate, name: (names: Names) => string): string {
  if (city.tree.root.level !== 'city') return ''
  const areas = [...city.tree.byCode.values()].filter(({ overlaps }) => !overlaps)
  const zones = areas.filter(({ level }) => level === 'zone').length
  const towns = areas.filter(({ level, kind }) => level === 'town' && kind !== 'functional-area').length
  const functional = areas.filter(({ kind }) => kind === 'functional-area').map((area) => name(area.short ?? area.names))
  if (zones === 0 && towns === 0) return ''
  return functional.length > 0 && functional.length <= 2
    ? t('city.makeup.functional', { zones, towns, functional: functional.join(t('list.and')) })
    : t('city.makeup', { zones, towns: towns + functional.length })
}
