import type { Browser, Page } from '@playwright/test'
import type { Role } from '#contract/access.ts'
import { keepFrames, untilMapsHaveInk } from '../pages/map-ink.ts'
import { untilPainted } from '../pages/painted.ts'
import { startDrill } from '../product/drill.ts'
import { USUAL_SCREEN } from '../screens.ts'
import { type ToldEmergency, tellEmergency } from './told-emergency.ts'

/** What people do, as it is pictured: who looks, at which address, and what they press first. */
interface WorkPicture {
  readonly name: string
  readonly screen: { readonly width: number; readonly height: number }
  readonly role?: Role
  address(told: ToldEmergency): string
  /** A scene that is drawn live. */
  readonly isScene?: boolean
  /** What is there before the picture is taken. */
  readonly shows: string
  press?(page: Page): Promise<void>
}

const { wall, office, desk, mobile } = USUAL_SCREEN

/** So far back is looked: the record of a product that was just started is short. */
const BACK_MS = 20_000

const WORKS: readonly WorkPicture[] = [
  { name: 'wall-emergency', screen: wall, address: () => '/wall?scene=emergency', shows: '.room-orders li', isScene: true },
  { name: 'office-work', screen: office, role: 'leader', address: () => '/office?at=incidents', shows: '.decision-option' },
  {
    ...{ name: 'desk-command-room', screen: desk, role: 'commander', shows: '.step.is-proposed' },
    address: ({ incident }) => `/desk?at=${encodeURIComponent(`incidents/${incident}`)}`,
  },
  {
    ...{ name: 'desk-cases', screen: desk, role: 'duty-officer', address: () => '/desk?at=cases', shows: '.case-row' },
    press: async (page) => {
      await page.locator('.case-row-press').first().click()
      await page.locator('.case-file .case-step').first().waitFor()
    },
  },
  { name: 'desk-shift', screen: desk, role: 'dispatcher', address: () => '/desk?at=shifts', shows: '.shift-items li' },
  {
    ...{ name: 'desk-past', screen: desk, role: 'duty-officer', shows: '.past-mark' },
    address: () => `/desk?moment=${new Date(Date.now() - BACK_MS).toISOString()}&known=corrected`,
    press: async (page) => {
      await page.locator('.scene [data-panel]:not([data-state="loading"])').first().waitFor({ timeout: SHOWN_WITHIN_MS })
      await untilMapsHaveInk(page, SHOWN_WITHIN_MS)
    },
  },
  {
    ...{ name: 'phone-order', screen: mobile, role: 'field-responder', address: () => '/mobile?at=orders', shows: '.field-card' },
    press: (page) => page.locator('.field-card').first().click(),
  },
  {
    ...{ name: 'phone-offline', screen: mobile, role: 'field-responder', address: () => '/mobile?at=orders', shows: '.field-card' },
    press: async (page) => {
      await withLetters(page)
      await page.context().setOffline(true)
      await page.locator('.field-line').waitFor()
      await page.locator('.answer-main').click()
      await page.locator('.kept').first().waitFor()
    },
  },
]

/** Longest time until a screen shows what it is pictured for, in ms. */
const SHOWN_WITHIN_MS = 150_000

/** Tells the city of an emergency and pictures what people do about it; then a drill, on a wall of its own city. */
export async function pictureWorks(browser: Browser, url: string, keep: (name: string, picture: Buffer) => void): Promise<void> {
  const told = await tellEmergency(url)
  for (const work of WORKS) keep(work.name, await pictureOf(browser, url, work, told))
  const drill = await startDrill('hazchem-warehouse-fire')
  try {
    const work = {
      name: 'wall-drill',
      screen: wall,
      address: () => '/wall?scene=emergency',
      shows: '.level-block',
      isScene: true,
    }
    keep(work.name, await pictureOf(browser, drill.url, work, told))
  } finally {
    await drill.stop()
  }
}

async function pictureOf(
  browser: Browser,
  url: string,
  { screen: { width, height }, role, address, shows, isScene, press }: WorkPicture,
  told: ToldEmergency,
): Promise<Buffer> {
  const isPhone = width < height
  const context = await browser.newContext({
    viewport: { width, height },
    isMobile: isPhone,
    hasTouch: isPhone,
    baseURL: url,
    locale: 'zh-CN',
  })
  try {
    if (role !== undefined) await context.request.post('/api/access/trial', { data: { role } })
    const page = await context.newPage()
    await keepFrames(page)
    await page.goto(address(told))
    await page.locator(shows).first().waitFor({ timeout: SHOWN_WITHIN_MS })
    if (isScene) await untilDrawn(page)
    await press?.(page)
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    return await page.screenshot({ animations: 'disabled', timeout: SHOWN_WITHIN_MS })
  } finally {
    await context.close()
  }
}

/** A scene is drawn: nothing is still loading, and its maps are there. */
async function untilDrawn(page: Page): Promise<void> {
  await untilPainted(page, SHOWN_WITHIN_MS)
  await untilMapsHaveInk(page, SHOWN_WITHIN_MS)
}

/** Machines of tests have no Chinese face of their own: letters first shown without a network are fetched before it goes. */
async function withLetters(page: Page): Promise<void> {
  await page.evaluate(async (words) => {
    for (const weight of [400, 500, 600]) await document.fonts.load(`${weight} 16px "Noto Sans SC"`, words)
  }, '离线秒分钟小时天条待发送末次存入已送达')
}
