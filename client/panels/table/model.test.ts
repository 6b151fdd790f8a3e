import { expect, it } from 'vitest'
import { DESK } from '../../displays/type-scale.ts'
import { tableColumns } from './model.ts'

const input = { text: DESK, names: ['城管案件在办'], shorts: ['城管在办'], figures: ['2,386'], units: ['件'], limits: ['≥ 5000'] }

it('leaves out the change before the limit, and words of trust last, as the table grows narrow', () => {
  const shown = (width: number) => {
    const { change, limit, trust } = tableColumns({ ...input, width })
    return [change > 0, limit > 0, trust > 60]
  }
  expect(shown(700)).toEqual([true, true, true])
  expect(shown(390)).toEqual([false, true, true])
  expect(shown(180)).toEqual([false, false, false])
})

it('fills its width and nothing more', () => {
  const { name, figure, unit, change, limit, trust } = tableColumns({ ...input, width: 500 })
  expect(name + figure + unit + change + limit + trust + DESK.name).toBe(500)
})
