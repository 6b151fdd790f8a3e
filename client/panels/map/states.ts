import type { PanelStates } from '../panel-states.ts'

/** Everything the map can look like. */
export const mapStates: PanelStates<'map'> = {
  panel: { type: 'map', layers: [{ kind: 'choropleth', metric: 'demo.load' }] },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: { says: ({ t, coverage }) => [t('map.unreported'), t('trust.coverage', coverage)] },
    empty: { says: ({ t }) => [t('map.none')] },
    fault: {},
    'not-live': {},
    beyond: { panel: { type: 'map', layers: [{ kind: 'choropleth', metric: 'demo.flooding', breaks: [5, 15, 27, 40] }] } },
    'too-long': { panel: { type: 'map', layers: [{ kind: 'choropleth', metric: 'demo.longest' }] } },
    'first-seconds': { panel: { type: 'map', layers: [{ kind: 'choropleth', metric: 'demo.calls' }] } },
    pseudo: {},
  },
  more: {
    points: {
      names: { zh: '点', en: 'Points' },
      panel: {
        type: 'map',
        layers: [
          { kind: 'choropleth', metric: 'demo.load' },
          { kind: 'points', metric: 'demo.flooding' },
        ],
      },
    },
    warned: { names: { zh: '有预警', en: 'Under warnings' }, told: { warnings: 3 } },
    heat: {
      names: { zh: '热度', en: 'Heat' },
      panel: {
        type: 'map',
        layers: [
          { kind: 'choropleth', metric: 'demo.load' },
          { kind: 'heat', metric: 'demo.calls' },
        ],
      },
    },
    flows: {
      names: { zh: '弧与线', en: 'Arcs and trips' },
      panel: {
        type: 'map',
        layers: [
          { kind: 'choropleth', metric: 'demo.load' },
          { kind: 'arcs', metric: 'demo.calls', to: 'tz-06' },
          {
            kind: 'trips',
            metric: 'demo.congestion',
            routes: [{ names: { zh: '一号线', en: 'Line 1' }, through: ['tz-12', 'tz-06', 'tz-08'] }],
          },
        ],
      },
    },
    hero: {
      names: { zh: '带主数', en: 'With a hero figure' },
      panel: { type: 'map', layers: [{ kind: 'choropleth', metric: 'demo.load' }], hero: { metric: 'demo.load' } },
    },
    themes: {
      names: { zh: '可换着色指标', en: 'Other themes to choose' },
      panel: {
        type: 'map',
        layers: [{ kind: 'choropleth', metric: 'demo.load' }],
        themes: ['demo.load', 'demo.closed', 'demo.flooding'],
      },
    },
    things: {
      names: { zh: '车辆、队伍与场所', en: 'Vehicles, teams and places' },
      panel: {
        type: 'map',
        layers: [{ kind: 'choropleth', metric: 'demo.load' }],
        entities: ['ambulance', 'patrol', 'shelter'],
      },
    },
    town: { names: { zh: '下钻到镇', en: 'Drilled to a town' }, area: 'tz-06' },
  },
}
