import type { Page } from '@playwright/test'

interface Ink {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** One run of text that a person sees on the screen. All lengths in CSS pixels of the screen. */
export interface Written {
  readonly text: string
  readonly px: number
  /** A figure by itself. A figure inside words, or in a trust line, is read with them and stands as high as they do. */
  readonly isFigure: boolean
  /** Part of something that can be pressed. */
  readonly isPressable: boolean
  /** Pixels of the text that stand outside what its surroundings or the screen let one see. */
  readonly cut: number
  /** The text ends in … on purpose and its whole is in a title or label of its own; the name of its panel tells nothing of it. */
  readonly isToldElsewhere: boolean
  readonly panel: string | null
  /** Laid over the page on purpose: the banner, a dialog. */
  readonly isOverlay: boolean
  /** Where its letters stand, line by line: the line boxes without the air that a font keeps above and below. */
  readonly ink: readonly Ink[]
}

/** Everything written on a screen, in reading order, except what is only for screen readers. Canvas text is not in it. */
export function readAll(page: Page): Promise<Written[]> {
  return page.evaluate(readAllInPage)
}

/** How far a screen reaches beyond its own edges, in CSS pixels. */
export function overflowOf(page: Page): Promise<{ readonly across: number; readonly down: number }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.scrollingElement ?? document.documentElement
    return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight }
  })
}

/** Pairs of texts whose letters stand on each other. */
export function overlapsAmong(all: readonly Written[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  const laidOut = all.filter(({ isOverlay }) => !isOverlay)
  for (const [index, one] of laidOut.entries()) {
    for (const other of laidOut.slice(index + 1)) {
      if (one.ink.some((line) => other.ink.some((next) => isOver(line, next))))
        found.push([`${one.panel}: ${one.text}`, `${other.panel}: ${other.text}`])
    }
  }
  return found
}

function isOver(one: Ink, other: Ink): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return across > 1 && down > 1
}

/** Runs in the page. */
function readAllInPage(): Written[] {
  const found: Written[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const screenBox = {
    left: 0,
    top: Number.NEGATIVE_INFINITY,
    right: document.documentElement.clientWidth,
    bottom: Number.POSITIVE_INFINITY,
  }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim()
    const element = node.parentElement
    if (text === '' || !element || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    const own = element.getBoundingClientRect()
    if (box.width < 1 || box.height < 1 || (own.width <= 2 && own.height <= 2)) continue
    const style = getComputedStyle(element)
    const px = Number.parseFloat(style.fontSize)
    const scale =
      (element as Element) instanceof SVGGraphicsElement
        ? Math.abs((element as unknown as SVGGraphicsElement).getScreenCTM()?.a ?? 1)
        : 1
    // Letters fill about four fifths of their em; the rest of a line box is air and may be cut or overlapped.
    const line = range.getClientRects()[0]?.height ?? box.height
    const air = Math.max(0, (line - 0.8 * px * scale) / 2)
    let cut = 0
    let seen = { left: box.left, top: box.top, right: box.right, bottom: box.bottom }
    let isScrolled = false
    let scroller: DOMRect | undefined
    for (let around: Element | null = element; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(around)
      if (clipPath !== 'none') seen = { left: 0, top: 0, right: 0, bottom: 0 }
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const edge = around.getBoundingClientRect()
      if (/auto|scroll/.test(overflowX + overflowY)) {
        isScrolled = true
        scroller = edge
        break
      }
      if (overflowX !== 'visible') seen = { ...seen, left: Math.max(seen.left, edge.left), right: Math.min(seen.right, edge.right) }
      if (overflowY !== 'visible') seen = { ...seen, top: Math.max(seen.top, edge.top), bottom: Math.min(seen.bottom, edge.bottom) }
    }
    if (seen.right - seen.left <= 0 && seen.bottom - seen.top <= 0) continue
    if (!isScrolled) {
      seen = { ...seen, left: Math.max(seen.left, screenBox.left), right: Math.min(seen.right, screenBox.right) }
      cut = Math.max(seen.left - box.left, box.right - seen.right, seen.top - box.top - air, box.bottom - seen.bottom - air, 0)
    }
    found.push({
      text,
      px: px * scale,
      isFigure:
        /^[\d.,%−+:/ -]*\d[\d.,%−+:/ -]*$/.test(text) && !/\p{L}/u.test(element.textContent ?? '') && !element.closest('.trust'),
      isPressable: element.closest('a, button, [role="button"], [role="tab"], input, select') !== null,
      cut,
      isToldElsewhere: element.closest('[title], [aria-label]:not(section, nav, main, header, footer, ul, ol, table)') !== null,
      panel: element.closest('[data-panel]')?.getAttribute('data-panel') ?? null,
      isOverlay: element.closest('.banner, [role="dialog"], .not-live') !== null,
      ink: [...range.getClientRects()].map((rect) => ({
        left: Math.max(rect.left, scroller?.left ?? rect.left),
        right: Math.min(rect.right, scroller?.right ?? rect.right),
        top: Math.max(rect.top + air, scroller?.top ?? rect.top),
        bottom: Math.min(rect.bottom - air, scroller?.bottom ?? rect.bottom),
      })),
    })
  }
  return found
}
