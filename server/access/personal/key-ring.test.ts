import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addKey, isPrivate, keepKeys, keyFile, loadKeyRing } from './key-ring.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('makes a key at the first start, readable by nobody else, and finds it at the next', async () => {
  const first = await loadKeyRing(folder, undefined)
  expect((await stat(keyFile(folder, undefined))).mode & 0o777).toBe(0o600)
  expect(await isPrivate(keyFile(folder, undefined))).toBe(true)
  expect(await loadKeyRing(folder, undefined)).toEqual(first)
})

it('makes the data folder where there is none, and says in one sentence when it cannot', async () => {
  expect(await loadKeyRing(join(folder, 'new', 'data'), undefined)).toHaveLength(1)
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(loadKeyRing(file, undefined)).rejects.toThrow(/DATA_DIR .* cannot hold the key|cannot be read/)
})

it('never makes a key in a place that the deployment named: the right one is missing there', async () => {
  await expect(loadKeyRing(folder, join(folder, 'vault.key'))).rejects.toThrow('PERSONAL_KEY_FILE names')
})

it('adds a key behind the others, and forgets those that nothing needs any more', async () => {
  const [first] = await loadKeyRing(folder, undefined)
  const second = await addKey(keyFile(folder, undefined))
  expect(await loadKeyRing(folder, undefined)).toEqual([first, second])
  await keepKeys(keyFile(folder, undefined), [second])
  expect(await loadKeyRing(folder, undefined)).toEqual([second])
})
