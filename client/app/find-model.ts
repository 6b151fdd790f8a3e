import type { Area } from '#contract/area.ts'
import type { Names } from '#contract/names.ts'
import type { CityView } from '../state/city-view.ts'

/** Something a person can go to by name. */
export interface Found {
  readonly kind: 'scene' | 'area' | 'metric'
  readonly id: string
  readonly names: Names
  /** Beside the name: where an area lies, who answers for a metric. */
  readonly note: Names | undefined
}

/** Results shown of each kind. */
const EACH = 8

/**
 * What `text` may mean, by kind, the kind of the best match first: names that begin with it, then words in a name that do,
 * then those that hold it, in either language, short names and ids too.
 */
export function findAnything(city: CityView, text: string): readonly Found[] {
  const wanted = text.trim().toLowerCase()
  const rank = (...words: (string | undefined)[]): number => {
    if (wanted === '') return 1
    let best = 0
    for (const word of words) {
      const text = word?.toLowerCase() ?? ''
      const at = text.indexOf(wanted)
      if (at === 0) best = Math.max(best, 3)
      else if (at > 0) best = Math.max(best, /[a-z]/.test(text[at - 1] as string) ? 1 : 2)
    }
    return best
  }
  const best = (found: readonly { readonly score: number; readonly found: Found }[]) =>
    found
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, EACH)
  const scenes = city.scenes.map((scene) => ({
    score: rank(scene.names.zh, scene.names.en, scene.short?.zh, scene.short?.en, scene.id),
    found: { kind: 'scene', id: scene.id, names: scene.names, note: undefined } as const,
  }))
  const { root } = city.tree
  // Before anything is typed: the zones, or for those who see a part of the city what that part consists of.
  const isOffered = (area: Area) => (root.level === 'city' ? area.level === 'zone' : area.parent === root.code)
  const areas = [...city.tree.byCode.values()].map((area) => ({
    score: wanted === '' && !isOffered(area) ? 0 : rank(area.names.zh, area.names.en, area.short?.zh, area.code),
    found: {
      kind: 'area',
      id: area.code,
      names: area.names,
      note: area.parent ? city.area(area.parent)?.names : undefined,
    } as const,
  }))
  const metrics = [...city.metrics.values()].map((metric) => ({
    score: wanted === '' ? 0 : rank(metric.names.zh, metric.names.en, metric.short?.zh, metric.short?.en, metric.id),
    found: { kind: 'metric', id: metric.id, names: metric.names, note: city.department(metric.department)?.names } as const,
  }))
  return [best(scenes), best(areas), best(metrics)]
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .flat()
    .map((one) => one.found)
}

/** The scene that shows a metric best: one that names it in a panel of its own, else the first that shows it at all. */
export function sceneOfMetric(
  city: CityView,
  metric: string,
  shows: (scene: string, metric: string) => boolean,
): string | undefined {
  return city.scenes.find(({ id }) => shows(id, metric))?.id
}
