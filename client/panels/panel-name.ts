import type { Names } from '#contract/names.ts'
import type { Panel } from '#contract/scene.ts'
import type { Translate } from '../i18n/translate.ts'
import type { CityView } from '../state/city-view.ts'

/** What a panel is called: its own title, else the metric or the first metric it shows, else what its type is called. */
export function panelName(panel: Panel, city: CityView, name: (names: Names) => string, t: Translate): string {
  if (panel.title) return name(panel.title)
  switch (panel.type) {
    case 'alarms':
      return t('alarms.title')
    case 'clock':
      return t('clock.title')
    case 'links':
      return t('links.title')
    case 'incidents':
      return t('work.incidents')
    case 'incident':
      return t(`incident.${panel.part}`)
    case 'weather':
      return t('weather.title')
    default: {
      const id = firstMetric(panel) ?? ''
      const metric = city.metric(id)
      return metric ? name(metric.names) : id
    }
  }
}

function firstMetric(panel: Panel): string | undefined {
  switch (panel.type) {
    case 'figure':
    case 'trend':
    case 'ranking':
    case 'distribution':
      return panel.metric
    case 'figures':
    case 'table':
    case 'weather':
      return panel.items[0]?.metric
    case 'share':
      return panel.metric ?? panel.metrics?.[0]
    case 'matrix':
      return panel.metrics[0]
    case 'map':
      return panel.layers[0]?.metric
    case 'alarms':
    case 'clock':
    case 'incidents':
    case 'incident':
    case 'links':
      return undefined
  }
}
