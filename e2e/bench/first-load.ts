import type { Browser, Request } from '@playwright/test'
import type { DisplayClass } from '#contract/display-class.ts'
import { untilPainted } from '../pages/painted.ts'
import type { Pass } from '../product/entrance.ts'
import { addressOf, USUAL_SCREEN } from '../screens.ts'
import { PHONE } from './slow-phone.ts'

/** What a file is to a page. */
export const FILE_KINDS = ['script', 'style', 'font', 'data', 'other'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** A file that a browser fetched: its size on the wire and unpacked, bytes, headers left out. */
export interface LoadedFile {
  /** Path of its address, such as `/assets/index-Ab12.js`. */
  readonly path: string
  readonly kind: FileKind
  readonly packed: number
  readonly whole: number
}

/** Everything a browser that never saw the product fetched until the first view was painted. */
export interface FirstLoad {
  readonly files: readonly LoadedFile[]
  /** From the address being entered to every panel of the first view painted, ms. */
  readonly paintedMs: number
}

const KINDS: Readonly<Record<string, FileKind>> = {
  ...{ script: 'script', stylesheet: 'style', font: 'font', fetch: 'data', xhr: 'data' },
}

/**
 * Opens a display in a browser without a cache, at its usual size, and notes what comes over the wire until it is painted.
 * The browser takes gzip and no other packing, as the oldest proxies do. What a service worker keeps for later is left out.
 */
export async function firstLoad(browser: Browser, url: string, display: DisplayClass, pass: Pass | undefined): Promise<FirstLoad> {
  const { width, height } = USUAL_SCREEN[display]
  const context = await browser.newContext({
    ...{ viewport: { width, height }, serviceWorkers: 'block', extraHTTPHeaders: { 'accept-encoding': 'gzip' } },
    // A page asks the browser what it runs on: a phone has Chinese letters of its own.
    ...(display === 'mobile' && { userAgent: PHONE.userAgent }),
    ...(pass && { storageState: { cookies: pass, origins: [] } }),
  })
  try {
    const page = await context.newPage()
    const finished: Request[] = []
    page.on('requestfinished', (request) => finished.push(request))
    const beganAt = performance.now()
    await page.goto(new URL(addressOf(display), url).href, { waitUntil: 'commit' })
    await untilPainted(page, 60_000)
    const paintedMs = performance.now() - beganAt
    const files = await Promise.all(finished.map(loadedFile))
    return { files: files.filter((file) => file !== undefined), paintedMs }
  } finally {
    await context.close()
  }
}

/** Undefined for what is no file: the socket, and answers without a body. */
async function loadedFile(request: Request): Promise<LoadedFile | undefined> {
  const response = await request.response()
  const { pathname } = new URL(request.url())
  if (!response || pathname.startsWith('/socket.io') || request.method() !== 'GET' || response.status() !== 200) return undefined
  const [{ responseBodySize: packed }, body] = await Promise.all([request.sizes(), response.body()])
  return { path: pathname, kind: KINDS[request.resourceType()] ?? 'other', packed, whole: body.length }
}

/** Bytes on the wire of files of a kind. */
export function packedOf({ files }: FirstLoad, kind: FileKind): number {
  return files.reduce((sum, file) => (file.kind === kind ? sum + file.packed : sum), 0)
}

/** Bytes of files of a kind, unpacked. */
export function wholeOf({ files }: FirstLoad, kind: FileKind): number {
  return files.reduce((sum, file) => (file.kind === kind ? sum + file.whole : sum), 0)
}
