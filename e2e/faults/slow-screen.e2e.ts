import type { WebSocketRoute } from '@playwright/test'
import { LIVE_NAMESPACE, type Notice } from '#contract/live.ts'
import { expect, test } from '../fixtures.ts'
import { addressOf } from '../screens.ts'

/*
 * That the server holds a slow line aside, skips values for it alone and says so, is proved on real sockets in
 * server/live. No buffer of a browser can be filled within a test; so here the server's word is put on the line, and what
 * a person reads is looked at.
 */
test('a screen that is told it reads too slowly says that values were skipped and goes on with the newest', async ({
  display,
  departments,
  product,
}) => {
  await departments.power.speak()
  await departments.services.speak()
  let line: WebSocketRoute | undefined
  await display.page.routeWebSocket('**/socket.io/**', (route) => {
    route.connectToServer()
    line = route
  })
  await display.enter('wall')
  await display.page.goto(`${product.url}${addressOf('wall')}`)
  await display.untilPainted()
  await expect(display.banner).toBeHidden()

  const notice: Notice = { kind: 'conflated', behindMs: 4_200 }
  // A browser that draws in software may be deaf for a moment and say so; the server tells a slow line again.
  await expect(async () => {
    line?.send(`42${LIVE_NAMESPACE},${JSON.stringify(['notice', notice])}`)
    await expect(display.banner).toContainText('中间值已合并', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await display.expectConnection('live')
  await display.figure('grid.load@rm/PT10S').expectState('live')
})
