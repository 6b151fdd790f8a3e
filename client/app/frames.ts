/** A page nobody looks at has no frames; what waits for one is done this often instead, in ms. */
const HIDDEN_FRAME_MS = 1_000

/** Calls back once in the next frame, or after a while when the page is hidden and has none. */
export function nextFrame(callback: () => void): void {
  let isDone = false
  const once = () => {
    if (isDone) return
    isDone = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    callback()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, HIDDEN_FRAME_MS)
}

/**
 * Calls back when what is drawn in this frame is painted: a message posted from a frame is answered after that frame. Never for a
 * page nobody looks at, which paints nothing. To be called within a frame; asking for another one would have it painted as well.
 */
export function afterPaint(callback: () => void): void {
  if (document.hidden) return
  paintChannel ??= openPaintChannel()
  paintChannel.waiting.push(callback)
  paintChannel.post()
}

/** One for the whole page: a channel of its own for every patch costs more than what it says. */
let paintChannel: { readonly waiting: (() => void)[]; post(): void } | undefined

function openPaintChannel() {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return { waiting, post: () => port2.postMessage(undefined) }
}
