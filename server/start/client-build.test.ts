import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isBuilt, sourcesHash, stamp } from './client-build.ts'

let repository: string

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'guanlan-build-'))
  mkdirSync(join(repository, 'client', 'app'), { recursive: true })
  mkdirSync(join(repository, 'contract'))
  mkdirSync(join(repository, 'dist'))
  writeFileSync(join(repository, 'client', 'app', 'app.tsx'), 'one')
  writeFileSync(join(repository, 'vite.config.ts'), 'config')
})
afterEach(() => rmSync(repository, { recursive: true }))

it('builds again when a source changed, came or went, and not when only a test did', async () => {
  const before = await sourcesHash(repository)
  writeFileSync(join(repository, 'client', 'app', 'app.test.tsx'), 'test')
  expect(await sourcesHash(repository)).toBe(before)
  writeFileSync(join(repository, 'client', 'app', 'app.tsx'), 'two')
  const changed = await sourcesHash(repository)
  writeFileSync(join(repository, 'contract', 'new.ts'), '')
  const grown = await sourcesHash(repository)
  expect(new Set([before, changed, grown]).size).toBe(3)
})

it('tells the same of a copy elsewhere', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'guanlan-copy-'))
  cpSync(repository, copy, { recursive: true })
  expect(await sourcesHash(copy)).toBe(await sourcesHash(repository))
  rmSync(copy, { recursive: true })
})

it('takes screens for built only when they are, from these very sources', async () => {
  const dist = join(repository, 'dist')
  const hash = await sourcesHash(repository)
  expect(await isBuilt(dist, hash)).toBe(false)
  await stamp(dist, hash)
  expect([await isBuilt(dist, hash), await isBuilt(dist, 'other')]).toEqual([true, false])
})
