import { expect, it } from 'vitest'
import { COMPACT_PLATE } from '../../displays/type-scale.ts'
import { type FiguresInput, figuresModel } from './model.ts'

const panel: FiguresInput = {
  width: 548,
  height: 108,
  title: '营商环境',
  names: [
    { full: '出口整体通关时间', short: '通关时间' },
    { full: '今日新登记市场主体', short: '新登记' },
    { full: '企业诉求按期办结率', short: '按期办结' },
  ],
  figures: ['0.8', '371', '97.6'],
  units: ['小时', '户', '%'],
  text: COMPACT_PLATE,
  row: 33,
  denseRow: 26,
  head: 32,
  canStand: true,
  standsInColumn: false,
  rowTrust: true,
}

it('puts the heading upright when that saves a row, as the plate does', () => {
  expect(figuresModel(panel)).toMatchObject({ heading: 'upright', shown: 3, hidden: 0, size: 'figure' })
})

it('keeps the heading above where there is room, and where it is too long to stand beside the rows', () => {
  expect(figuresModel({ ...panel, height: 180 }).heading).toBe('line')
  expect(figuresModel({ ...panel, canStand: false, title: 'Business environment' }).heading).toBe('line')
  expect(figuresModel({ ...panel, canStand: false, title: 'Business' })).toMatchObject({ heading: 'upright', shown: 3 })
})

it('sets the heading upright in every panel of a wall’s column that it can stand in, also where there is room above', () => {
  const wall = { ...panel, standsInColumn: true }
  expect(figuresModel({ ...wall, height: 180 }).heading).toBe('upright')
  expect(figuresModel({ ...wall, height: 180, width: 340 }).heading).toBe('line')
  expect(figuresModel({ ...wall, height: 60 }).heading).toBe('line')
})

it('steps figures down before it leaves one out, and counts those it leaves out', () => {
  const six = {
    ...panel,
    names: [...panel.names, ...panel.names],
    figures: [...panel.figures, ...panel.figures],
    units: [...panel.units, ...panel.units],
  }
  expect(figuresModel({ ...six, height: 160 })).toMatchObject({ shown: 6, size: 'table' })
  const cramped = figuresModel({ ...six, height: 100 })
  expect(cramped.shown + cramped.hidden).toBe(6)
  expect(cramped.hidden).toBeGreaterThan(0)
})

it('keeps the edges of figures, units and trust in panels of one width, whatever their figures', () => {
  const edges = ({ columns: { unit, change, trust } }: ReturnType<typeof figuresModel>) => [change + unit, trust]
  const other = { ...panel, figures: ['1,046.7', '0', '3'], units: ['mg/L', '件', '件'] }
  expect(edges(figuresModel(other))).toEqual(edges(figuresModel(panel)))
})

it('takes the short name where the whole one would be cut', () => {
  expect(figuresModel({ ...panel, width: 300 }).names).toContain('通关时间')
})
