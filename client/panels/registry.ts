import type { ComponentType } from 'react'
import type { PanelType } from '#contract/scene.ts'
import type { PanelProps } from './panel-props.ts'

/** A panel's program, fetched when the first one of its type is shown. */
export type PanelModule<Name extends PanelType> = () => Promise<{ default: ComponentType<PanelProps<Name>> }>

/** Every panel type has a renderer: add a type to the contract and this stops compiling. That is its job. */
export const PANELS: { readonly [Name in PanelType]: PanelModule<Name> } = {
  figure: () => import('./figure/panel.tsx').then(({ FigurePanel }) => ({ default: FigurePanel })),
  figures: () => import('./figures/panel.tsx').then(({ FiguresPanel }) => ({ default: FiguresPanel })),
  trend: () => import('./trend/panel.tsx').then(({ TrendPanel }) => ({ default: TrendPanel })),
  ranking: () => import('./ranking/panel.tsx').then(({ RankingPanel }) => ({ default: RankingPanel })),
  map: () => import('./map/panel.tsx').then(({ MapPanel }) => ({ default: MapPanel })),
  share: () => import('./share/panel.tsx').then(({ SharePanel }) => ({ default: SharePanel })),
  distribution: () => import('./distribution/panel.tsx').then(({ DistributionPanel }) => ({ default: DistributionPanel })),
  matrix: () => import('./matrix/panel.tsx').then(({ MatrixPanel }) => ({ default: MatrixPanel })),
  table: () => import('./table/panel.tsx').then(({ TablePanel }) => ({ default: TablePanel })),
  alarms: () => import('./alarms/panel.tsx').then(({ AlarmsPanel }) => ({ default: AlarmsPanel })),
  clock: () => import('./clock/panel.tsx').then(({ ClockPanel }) => ({ default: ClockPanel })),
  weather: () => import('./weather/panel.tsx').then(({ WeatherPanel }) => ({ default: WeatherPanel })),
  incidents: () => import('./incidents/panel.tsx').then(({ IncidentsPanel }) => ({ default: IncidentsPanel })),
  incident: () => import('./incident/panel.tsx').then(({ IncidentPanel }) => ({ default: IncidentPanel })),
  links: () => import('./links/panel.tsx').then(({ LinksPanel }) => ({ default: LinksPanel })),
}
