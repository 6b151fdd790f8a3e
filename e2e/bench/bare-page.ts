import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { repositoryRoot } from '../repository.ts'

const CLIENT = join(repositoryRoot, 'node_modules', 'socket.io-client', 'dist', 'socket.io.min.js')

/**
 * Opens the least page there can be for the same figures: socket.io-client alone, one element for each series, and
 * `textContent` set for each point of each patch. It notes observed-at to painted, in ms, as the product does.
 */
export async function openBarePage(page: Page, url: string, series: readonly object[]): Promise<void> {
  const address = new URL('/bare', url).href
  const html = `<!doctype html><html lang="zh"><body><script>${readFileSync(CLIENT, 'utf8')}</script></body></html>`
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await page.goto(address)
  await page.evaluate(followBare, series)
}

declare global {
  interface Window {
    /** Observed-at to painted of each patch of a bare page, ms. */
    readonly __ages?: readonly number[]
  }
}

interface BarePoint {
  readonly metric: string
  readonly area: string
  readonly value: number | null
  readonly observedAt: number | null
}

interface BareSocket {
  on(event: 'patch', listener: (patch: { readonly points: readonly BarePoint[] }) => void): void
  emit(event: 'subscribe', request: object, answer: (snapshot: { readonly points: readonly BarePoint[] }) => void): void
}

/** Runs in the page. Resolves once the snapshot stands. */
function followBare(series: readonly object[]): Promise<void> {
  const { io } = window as unknown as { readonly io: (namespace: string, options: object) => BareSocket }
  const cells = new Map<string, HTMLElement>()
  const ages: number[] = []
  Object.assign(window, { __ages: ages } satisfies Pick<Window, '__ages'>)
  const show = (points: readonly BarePoint[]) => {
    let newest = 0
    for (const { metric, area, value, observedAt } of points) {
      const name = `${metric}@${area}`
      let cell = cells.get(name)
      if (!cell) {
        cell = document.body.appendChild(document.createElement('span'))
        cells.set(name, cell)
      }
      cell.textContent = value === null ? '' : String(value)
      newest = Math.max(newest, observedAt ?? 0)
    }
    return newest
  }
  const socket = io('/live', { transports: ['websocket'] })
  socket.on('patch', ({ points }) => {
    requestAnimationFrame(() => {
      const observedAt = show(points)
      const channel = new MessageChannel()
      channel.port1.onmessage = () => ages.push(Date.now() - observedAt)
      channel.port2.postMessage(undefined)
    })
  })
  return new Promise((resolve) => {
    socket.emit('subscribe', { series, mode: 'latest', encoding: 'json' }, ({ points }) => {
      show(points)
      resolve()
    })
  })
}
