import { defineConfig } from '@playwright/test'
import { launchOptions } from './browser/launch-options.ts'
import type { ProductOptions } from './fixtures.ts'

/** Walked in the simulated city, where roles are taken with one press. */
const SIMULATED = ['**/dongguan/**/*.e2e.ts', '**/command/**/*.e2e.ts']

/**
 * One worker and no second try: two cores draw WebGL in software, and a journey that passes only sometimes is a finding.
 * What takes minutes by itself bears the tag `@long`: `npm test` leaves it out, `npm run test:long` runs it alone.
 * `rivermouth` walks a tiny city whose every figure the tests post; `dongguan` looks at the real one, fed by the simulated hub.
 */
export default defineConfig<object, ProductOptions>({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  globalTimeout: 25 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/results/browser.json' }]],
  use: { launchOptions: await launchOptions(), actionTimeout: 10_000, navigationTimeout: 30_000, trace: 'off', video: 'off' },
  projects: [
    { name: 'rivermouth', testIgnore: SIMULATED, use: { city: 'e2e/city', hub: 'none' } },
    { name: 'dongguan', testMatch: SIMULATED, use: { city: 'dongguan', hub: 'simulated' } },
  ],
})
