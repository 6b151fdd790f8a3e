import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { SlowLine } from '../product/slow-line.ts'
import { addressOf } from '../screens.ts'

/** Ten-second windows of the past that are corrected while the line is held: more than any buffer on the way takes. */
const WINDOWS = 30_000
const ROWS_PER_POST = 20_000

test('a screen that reads too slowly is told that values were skipped, and shows the newest; no other screen waits for it', async ({
  display,
  departments,
  product,
  context,
}) => {
  test.setTimeout(180_000)
  await departments.power.speak()
  await departments.services.speak()
  const line = await SlowLine.to(product.url)
  const other = await context.newPage()
  await other.goto(`${product.url}${addressOf('desk')}`)
  errorsOf(display.page).allowCutOff()
  await display.page.goto(`${line.url}${addressOf('wall')}`)
  await display.untilPainted()

  line.hold()
  const start = Math.floor(Date.now() / 10_000) * 10_000 - 86_400_000
  const past = Array.from({ length: WINDOWS }, (_, index) => ({
    metric: 'grid.load',
    area: 'rm-a',
    time: new Date(start - index * 10_000).toISOString(),
    value: 500 + (index % 100),
  }))
  for (let at = 0; at < past.length; at += ROWS_PER_POST) await departments.power.post(past.slice(at, at + ROWS_PER_POST))
  await expect.poll(() => other.evaluate(() => window.__guanlan?.connection)).toBe('live')

  line.release()
  await expect(display.banner).toContainText('中间值已合并', { timeout: 30_000 })
  await display.expectConnection('live', 30_000)
  await display.figure('grid.load@rm/PT10S').expectState('live', 30_000)
  await other.close()
  await line.close()
})
