import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { errorsOf } from '../pages/page-errors.ts'

test('everybody reads the open page without signing in, and the page keeps no cookie and asks for nothing else', async ({
  door,
  product,
}) => {
  await expect.poll(async () => (await fetch(`${product.url}/api/open/blocks/environment`)).status, { timeout: 60_000 }).toBe(200)
  const { page } = door
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.setViewportSize({ width: 390, height: 844 })
  await door.open('/open')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('12345', { exact: false }).first()).toBeVisible()
  expect(await page.context().cookies()).toEqual([])
  expect(asked.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/open/'))).toEqual([])
  expect(asked.filter((path) => path.startsWith('/socket.io'))).toEqual([])
  expect(await seriousHurdles(page)).toEqual([])

  errorsOf(page).allowRefusals()
  const statuses = await page.evaluate(async () =>
    Promise.all(
      ['/api/catalogue', '/api/series/latest?metric=life.power.load', '/api/audit', '/api/accounts'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([401]))
})
