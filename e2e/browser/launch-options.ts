import type { LaunchOptions } from '@playwright/test'
import { findBrowser } from './find-browser.ts'

/**
 * Arguments for a browser that draws WebGL2 in software, reaches nothing on its own, and runs as root in a container.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
]

/** How to launch whatever browser this machine has; the same for tests and for screenshots. */
export async function launchOptions(): Promise<LaunchOptions> {
  const browser = await findBrowser()
  return {
    executablePath: browser.executablePath,
    headless: true,
    args: ARGUMENTS,
    env: { ...(process.env as Record<string, string>), ...browser.env },
  }
}
