import { expect } from '@playwright/test'
import type { Catalogue } from '#contract/catalogue.ts'
import { DISPLAY_CONTRACTS } from '#contract/display-class.ts'
import { wallOf } from '../product/catalogue.ts'
import type { ScreenSize } from '../screens.ts'
import type { CityScreen } from './city-screen.ts'
import { untilWhole } from './painted.ts'
import { arcMinutes } from './viewing-angle.ts'
import { overflowOf, overlapsAmong, readAll, type Written } from './written.ts'

/** Least height of figures and of Han characters for the person furthest from a wall, in arc-minutes. */
const LEAST_ARC_MINUTES = 15

/** A wall's plate moves by so many pixels over ten minutes, against burn-in; its margins are ten times as wide. */
const BURN_IN_PX = 4

/**
 * Holds what a screen shows to the contract of its display class: nothing beyond its edges, nothing cut off, nothing on top
 * of another, nothing smaller than can be read from where people are.
 */
export async function expectLegible(display: CityScreen, size: ScreenSize, catalogue: Catalogue, scene: string): Promise<void> {
  const contract = DISPLAY_CONTRACTS[size.displayClass]
  await untilWhole(display.page)
  const overflow = await overflowOf(display.page)
  const all = await readAll(display.page)
  expect.soft(all.length, `${scene}: texts`).toBeGreaterThan(20)
  const slack = contract.hasInput ? 0 : BURN_IN_PX
  expect.soft(overflow.across, `${scene}: reaches beyond the right edge by`).toBeLessThanOrEqual(slack)
  if (!contract.hasInput) expect.soft(overflow.down, `${scene}: reaches below the wall by`).toBeLessThanOrEqual(slack)

  const cut = all.filter((one) => one.cut > 1 && !one.isToldElsewhere)
  expect
    .soft(
      cut.map((one) => `${said(one)} by ${Math.round(one.cut)} px`),
      `${scene}: cut off`,
    )
    .toEqual([])
  expect.soft(overlapsAmong(all), `${scene}: on top of each other`).toEqual([])

  const small = all.filter(({ px }) => px < contract.minTextPx - 0.01)
  expect
    .soft(
      small.map((one) => `${said(one)} at ${one.px} px`),
      `${scene}: smaller than ${contract.minTextPx} px`,
    )
    .toEqual([])
  if (!contract.sizedByDistance) return
  const wall = wallOf(catalogue, size)
  const angle = ({ px, isFigure }: Written) => arcMinutes(px, isFigure ? 'figure' : 'han', wall)
  const far = all.filter((one) => angle(one) < LEAST_ARC_MINUTES - 0.05)
  expect
    .soft(
      far.map((one) => `${said(one)} at ${angle(one).toFixed(1)}′`),
      `${scene}: too small from the last row`,
    )
    .toEqual([])
}

function said({ panel, text }: Written): string {
  return `${panel ?? 'around the scene'}: ${text}`
}
