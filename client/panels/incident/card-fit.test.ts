import { expect, it } from 'vitest'
import type { DecisionState } from '#contract/decision.ts'
import type { TypeScale } from '../../state/display-profile.ts'
import { toldDecision } from '../../state/testing/told-decision.ts'
import { cardFit } from './card-fit.ts'
import { type RoomCard, roomCard } from './room-incident.ts'

const TEXT: TypeScale = {
  ...{ hero: 80, clock: 50, lead: 46, figure: 30, table: 20, inline: 17, axis: 14, title: 30, heading: 18, name: 16, small: 14 },
}

it('gives up the size of the clock first, then what is expected, then a line of the question, and never an option', () => {
  const card = told({
    question: '沙田、虎门临海低洼区是否立即转移六千二百人',
    options: ['立即转移', '再看'].map((title, place) => ({ id: `${place}`, title, expected: '早于高潮' })),
  })
  const fits = [400, 215, 195, 150, 20].map((height) => cardFit(card, 380, height, TEXT))
  expect(fits.map(({ isLarge, expects, questionLines }) => [isLarge, expects, questionLines])).toEqual([
    [true, true, 2],
    [false, true, 2],
    [false, false, 2],
    [false, false, 1],
    [false, false, 1],
  ])
})

it('gives the context the lines that are left, and no more than it has', () => {
  const card = told({ context: '高潮位预计 2.68 米，高于警戒 2.20 米，误差 ±0.18 米；安置床位余 9,400。' })
  const lines = (height: number) => cardFit(card, 380, height, TEXT).contextLines
  expect([lines(100), lines(190), lines(1_000)]).toEqual([0, 1, 2])
  expect(cardFit(told({}), 380, 1_000, TEXT).contextLines).toBe(0)
})

function told(said: Partial<DecisionState>): RoomCard {
  const card = roomCard([toldDecision('d', said)], 0)?.card
  if (!card) throw new Error('an open decision is told')
  return card
}
