import type { Page } from '@playwright/test'
import type { DisplayClass } from '#contract/display-class.ts'

/** One panel of the gallery: what it must say, and what is wrong with how it says it. */
export interface SpecimenFinding {
  readonly specimen: string
  readonly finding: string
}

/** The page on which every panel is seen in every state; it has a clock that stands still and speaks to no server. */
export class GalleryPage {
  readonly page: Page
  readonly #url: string
  readonly #asked: string[] = []

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
    page.on('request', (request) => this.#asked.push(request.url()))
    page.on('websocket', (socket) => this.#asked.push(socket.url()))
  }

  /** Opens the gallery and waits until every panel in it has come, or failed where it must. */
  async open(
    displayClass: DisplayClass,
    theme: 'dark' | 'light',
    lang: 'zh' | 'en' | 'pseudo' = 'zh',
    dir: 'ltr' | 'rtl' = 'ltr',
  ): Promise<void> {
    await this.page.setViewportSize({ width: 2040, height: 1200 })
    await this.page.goto(new URL(`/gallery?class=${displayClass}&theme=${theme}&lang=${lang}&dir=${dir}`, this.#url).href)
    await this.page.waitForFunction(allHaveCome, undefined, { timeout: 30_000, polling: 100 })
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined))
    await this.page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
  }

  /** Addresses of the city that the page has asked for; a gallery asks for none. */
  get askedOfTheCity(): readonly string[] {
    return this.#asked.filter((address) => /\/(api|socket\.io)\//.test(address))
  }

  /** How many panels of each type there are. */
  counts(): Promise<Readonly<Record<string, number>>> {
    return this.page.evaluate(() => {
      const counts: Record<string, number> = {}
      for (const section of document.querySelectorAll('.gallery-panel'))
        counts[section.id] = section.querySelectorAll('[data-specimen]').length
      return counts
    })
  }

  /** States that are not said: by a shape and in words, so that colour alone never is. */
  unsaid(): Promise<SpecimenFinding[]> {
    return this.page.evaluate(unsaidInPage)
  }

  /** Words that are cut, reach out of their panel, or stand on other words. */
  illegible(): Promise<SpecimenFinding[]> {
    return this.page.evaluate(illegibleInPage)
  }
}

/** Runs in the page. */
function allHaveCome(): boolean {
  const panels = [...document.querySelectorAll('[data-panel]')]
  return panels.length > 0 && panels.every((panel) => !['loading', 'later'].includes(panel.getAttribute('data-state') ?? ''))
}

/** Runs in the page. */
function unsaidInPage(): { specimen: string; finding: string }[] {
  return [...document.querySelectorAll<HTMLElement>('[data-specimen]')].flatMap((figure) => {
    const { specimen = '', condition, expectsGlyph = 'none', expects = '[]' } = figure.dataset
    const panel = figure.querySelector<HTMLElement>('[data-panel]')
    const found: { specimen: string; finding: string }[] = []
    const wanted = condition === 'fault' ? 'fault' : 'ready'
    if (panel?.dataset.state !== wanted) found.push({ specimen, finding: `is ${panel?.dataset.state}, not ${wanted}` })
    const glyphs = [...figure.querySelectorAll(expectsGlyph === 'alarm' ? '.alarm-glyph' : `.glyph-${expectsGlyph}`)]
    if (expectsGlyph !== 'none' && !glyphs.some((glyph) => glyph.getBoundingClientRect().width > 3))
      found.push({ specimen, finding: `has no ${expectsGlyph} glyph` })
    for (const words of JSON.parse(expects) as string[])
      if (!panel?.textContent?.includes(words)) found.push({ specimen, finding: `does not say ${words}` })
    return found
  })
}

/** Runs in the page. */
function illegibleInPage(): { specimen: string; finding: string }[] {
  const found: { specimen: string; finding: string }[] = []
  /** Pixels that a rounding may cost. */
  const SLACK = 2
  for (const figure of document.querySelectorAll<HTMLElement>('[data-specimen]')) {
    const specimen = figure.dataset.specimen ?? ''
    const panel = figure.querySelector<HTMLElement>('[data-panel]') as HTMLElement
    const frame = panel.getBoundingClientRect()
    const seen: { text: string; px: number; left: number; top: number; right: number; bottom: number }[] = []
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim()
      const element = node.parentElement
      if (text === '' || !element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      // Words on a map stand on a picture and keep clear by rules of their own; what says that nothing is live lies above all.
      if (element.closest('.visually-hidden, option, .not-live, .map-panel')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const line = range.getBoundingClientRect()
      const px = Number.parseFloat(getComputedStyle(element).fontSize)
      // One line reaches no further than its letters; the room a face keeps above and below them may be shared.
      const spare = line.height < px * 1.9 ? Math.max(0, (line.height - px * 0.8) / 2) : 0
      const { left, right, top, bottom } = {
        left: line.left,
        right: line.right,
        top: line.top + spare,
        bottom: line.bottom - spare,
      }
      const box = { left, top, right, bottom }
      for (let around: Element | null = element; around && around !== panel; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === 'visible') continue
        const edge = around.getBoundingClientRect()
        box.left = Math.max(box.left, edge.left)
        box.right = Math.min(box.right, edge.right)
        box.top = Math.max(box.top, edge.top)
        box.bottom = Math.min(box.bottom, edge.bottom)
      }
      if (box.right - box.left < 1 || box.bottom - box.top < 1) continue
      const cut = Math.max(box.left - left, right - box.right, bottom - box.bottom)
      const told = element.closest('[title], [aria-label]')
      if (cut > SLACK && (!told || told === panel)) found.push({ specimen, finding: `cuts ${Math.round(cut)} px off ${text}` })
      if (box.left < frame.left - px * 0.2 || box.right > frame.right + px * 0.2 || box.bottom > frame.bottom + px * 0.3)
        found.push({ specimen, finding: `lets ${text} stand out of its panel` })
      seen.push({ text, px, ...box })
    }
    for (const [index, one] of seen.entries())
      for (const other of seen.slice(index + 1)) {
        const slack = 0.3 * Math.min(one.px, other.px)
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (across > slack && down > slack) found.push({ specimen, finding: `sets ${one.text} and ${other.text} on each other` })
      }
  }
  return found
}
