import { defineConfig } from 'vitest/config'

/** A run of a single project leaves its counts in a file of that name, for the closing line of `.ci/run`. */
const project = process.argv[process.argv.indexOf('--project') + 1]
const counts = process.argv.includes('--project') ? `.cache/results/${project}.json` : '.cache/results/vitest.json'

/**
 * `unit` needs nothing but Node; `integration` starts the real embedded PostgreSQL and real sockets. `faults` takes minutes and
 * runs by its own command, `npm run faults`.
 */
export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: counts },
    projects: [
      {
        test: {
          name: 'unit',
          // Long property tests share two cores with whatever else the machine does; a hang still ends.
          testTimeout: 60_000,
          include: ['{contract,server,client,mock-data,dashboards,docs}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/*.fault.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{server,mock-data}/**/*.integration.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a database of its own; two cores hold two of them.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['server/faults/*.fault.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
