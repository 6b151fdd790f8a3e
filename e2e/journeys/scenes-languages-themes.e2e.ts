import { expect, test } from '../fixtures.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

for (const displayClass of ['office', 'desk', 'mobile'] as const) {
  const details = displayClass === 'office' ? { tag: '@long' } : {}
  test(`${displayClass}: another scene by its tab, and home by the back key`, details, async ({ display }) => {
    await display.open(displayClass)
    await display.showScene('指标')
    await display.expectScene('details')
    await display.tile('all').expectReady()
    await display.page.goBack()
    await display.expectScene('overview')
  })

  test(`${displayClass}: English and Chinese, dark and light, without losing the place`, async ({ display }) => {
    await display.open(displayClass, { area: 'rm-b' })
    const html = display.page.locator('html')
    await expect(html).toHaveAttribute('lang', 'zh-CN')
    await display.page.getByRole('button', { name: '语言: English' }).click()
    await expect(html).toHaveAttribute('lang', 'en')
    await expect(display.page.getByText('Pinewood').first()).toBeVisible()
    const before = await html.getAttribute('data-theme')
    await display.page.getByRole('button', { name: /^Theme: / }).click()
    await expect(html).not.toHaveAttribute('data-theme', before as string)
    await display.expectArea('rm-b')
    await display.page.reload()
    await display.untilPainted()
    await expect(html).toHaveAttribute('lang', 'en')
    await expect(html).not.toHaveAttribute('data-theme', before as string)
    expect(await textsInChinese(display.page.locator('body')), 'Chinese left on an English screen').toEqual([])
  })
}

test('a wall is directed by its address alone: scene, area, language and theme', async ({ display }) => {
  await display.open('wall', { scene: 'details', area: 'rm-south', lang: 'en', theme: 'light' })
  await display.expectScene('details')
  await display.expectArea('rm-south')
  await expect(display.page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(display.page.getByRole('heading', { level: 1 })).toHaveText('All figures')
})

/** Words in Han characters that are neither the product's mark nor the switch that offers Chinese. */
async function textsInChinese(body: import('@playwright/test').Locator): Promise<string[]> {
  return body.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement
      if (/\p{Script=Han}/u.test(node.textContent ?? '') && !around?.closest('[lang="zh-CN"]:not(html), svg, script, style'))
        found.push((node.textContent ?? '').trim())
    }
    return found
  })
}
