import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { openTracing } from './open-tracing.ts'

const SERVER = join(import.meta.dirname, '..')
const PACKAGE = /from '@opentelemetry\//

it('opens nothing where nothing is configured', async () => {
  const log = { info: () => undefined, warn: () => undefined }
  expect(await openTracing(undefined, { version: '1', instance: 'one', log })).toBeUndefined()
})

it('loads nothing of OpenTelemetry with the server: only where traces are wanted it comes, and with it its memory', () => {
  const loaded = reachable(join(SERVER, 'main.ts'))
  expect(loaded.size).toBeGreaterThan(300)
  expect([...loaded].filter((path) => PACKAGE.test(readFileSync(path, 'utf8'))).map((path) => relative(SERVER, path))).toEqual([])
  expect(PACKAGE.test(readFileSync(join(SERVER, 'tracing', 'open-telemetry.ts'), 'utf8'))).toBe(true)
})

/** Every file of ours that is loaded with a file: what it imports by itself, types left out. */
function reachable(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known
  known.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, target = ''] of text.matchAll(/^(?:import|export)(?! type)[^'"]*? from '(\.[^']+)'/gm))
    reachable(join(dirname(file), target), known)
  return known
}
