/** The drill whose shadow city handed this page out, as it wrote into it; empty for a page of the real city. */
export function pageDrill(): string {
  return document.documentElement.dataset.drill ?? ''
}

/** Pages that met another city open themselves again within this many ms, not all at once. */
const REOPEN_WITHIN_MS = 2_000

/**
 * The server this page reached belongs to another city than the page: the real one where it is a drill, a drill where it is the
 * real one. Nothing is shown from now on, not for a moment; the page opens itself again, as that server hands it out.
 */
export function meetOtherCity(): void {
  const { dataset } = document.documentElement
  if (dataset.otherCity !== undefined) return
  dataset.otherCity = ''
  setTimeout(() => location.reload(), Math.random() * REOPEN_WITHIN_MS)
}

/**
 * Puts the mark of a drill back as it was whenever anything on the page takes it away or changes it. The mark comes with the page
 * itself; a page of the real city has none, and this does nothing there.
 */
export function keepDrillMark(): void {
  const marks = ['drill-mark', 'drill-banner'].flatMap((id) => document.getElementById(id) ?? [])
  if (marks.length === 0) return
  const whole = marks.map((mark) => mark.outerHTML)
  const restore = () => {
    const isWhole = marks.every(({ id }, index) => {
      const mark = document.getElementById(id)
      return mark?.parentNode === document.body && mark.outerHTML === whole[index]
    })
    if (isWhole) return
    observer.disconnect()
    for (const { id } of marks) document.getElementById(id)?.remove()
    document.body.insertAdjacentHTML('beforeend', whole.join(''))
    watch()
  }
  const observer = new MutationObserver(restore)
  const watch = () =>
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['style', 'class', 'hidden', 'id'],
    })
  watch()
}
