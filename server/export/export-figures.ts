import { defineAct } from '../access/act/act.ts'

/** What is taken out: figures, a stretch of time, as known at a revision. */
export interface ExportedFigures {
  readonly metrics: readonly string[]
  readonly areas: readonly string[]
  /** Epoch ms. */
  readonly from: number
  readonly to: number
  readonly asOf: number
  readonly series: number
  readonly rows: number
}

/** Taking figures out of the product: an act of its own, written down before the first of them leaves. */
export const exportFigures = defineAct<ExportedFigures, void>({
  type: 'figures.export',
  needs: 'figures:export',
  run: async (_context, { from, to, ...taken }) => ({
    outcome: undefined,
    object: { kind: 'figures', id: taken.series === 1 ? `${taken.metrics}@${taken.areas}` : `${taken.series} series` },
    detail: { ...taken, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  }),
})
