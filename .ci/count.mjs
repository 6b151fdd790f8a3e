import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Prints `N passed, N failed` from the counts that Vitest and Playwright left in a folder. A step that failed without
 * failing a test (installing, types, lint, a file that does not load) counts as one failure: the line never says 0 then.
 */
const [folder, status] = process.argv.slice(2)
const results = existsSync(folder) ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))) : []

/** Vitest writes `numPassedTests` and `numFailedTests`; Playwright `stats` with `expected`, `flaky` and `unexpected`. */
const passed = results.reduce((sum, { numPassedTests, stats }) => sum + (numPassedTests ?? stats.expected), 0)
const failed = results.reduce((sum, { numFailedTests, stats }) => sum + (numFailedTests ?? stats.unexpected + stats.flaky), 0)
console.log(`${passed} passed, ${failed === 0 && status !== '0' ? 1 : failed} failed`)
