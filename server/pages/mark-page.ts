import type { DrillMark } from '#contract/drill-mark.ts'

/** So many of the words cover a wall of any shape; their size follows the screen, so their number does not. */
const REPEATS = 420

/**
 * A page of the product as a shadow city hands it out: marked as a drill before any script of it runs, so that no display, no
 * error and no fault of ours is ever without the mark. The page knows by the attributes which city it belongs to. Pure.
 */
export function markPage(html: string, { id, names }: DrillMark): string {
  const attributes = ` data-drill="${escaped(id)}" data-drill-zh="${escaped(names.zh)}" data-drill-en="${escaped(names.en)}"`
  const words = '演练 DRILL '.repeat(REPEATS)
  const mark = `<div id="drill-mark" aria-hidden="true">${words}</div>
<p id="drill-banner" role="note"><strong>演练 DRILL</strong> <span>${escaped(names.zh)} · ${escaped(names.en)}</span></p>`
  return html
    .replace('<html', `<html${attributes}`)
    .replace('</head>', '<link rel="stylesheet" href="/drill-mark.css" /></head>')
    .replace('</body>', `${mark}</body>`)
    .replace(/<title>([^<]*)<\/title>/, '<title>演练 DRILL · $1</title>')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
