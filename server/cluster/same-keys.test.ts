import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fingerprintOf, type KeyFiles, keyMistake } from './same-keys.ts'

const KEY = '0f'.repeat(32)
const FILES: KeyFiles = { personal: '/d/personal.key', audit: '/d/audit.key', push: '/d/push.key' }

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

it('tells a key by the last line of its file that holds one, however it is written, and never says the key', async () => {
  const fingerprint = await fingerprintOf(await fileOf(`${KEY}\n`))
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
  expect(KEY).not.toContain(fingerprint)
  expect(await fingerprintOf(await fileOf(`# of before\n${'ab'.repeat(32)}\n  ${KEY.toUpperCase()}  \n\n`))).toBe(fingerprint)
  expect(await fingerprintOf(await fileOf(`${KEY}\n${'ab'.repeat(32)}\n`))).not.toBe(fingerprint)
})

it.each(['', '# nothing yet\n'])('knows no fingerprint of a file that holds %j', async (text) => {
  expect(await fingerprintOf(await fileOf(text))).toBeUndefined()
})

it('knows no fingerprint of a file that is not there', async () => {
  expect(await fingerprintOf('/nowhere/personal.key')).toBeUndefined()
})

it('finds nothing wrong with the same keys, nor with a key of a kind that nobody used yet', () => {
  expect(keyMistake({ personal: 'p', audit: 'a' }, { personal: 'p', audit: 'a', push: 'n' }, FILES)).toBeUndefined()
  expect(keyMistake({}, {}, FILES)).toBeUndefined()
})

it('names the file of a key that is another, and of one that is not there', () => {
  expect(keyMistake({ personal: 'p', audit: 'a' }, { personal: 'p', audit: 'b' }, FILES)).toMatch(
    /fingerprint a\).*\/d\/audit\.key is another key \(fingerprint b\); copy that file/,
  )
  expect(keyMistake({ push: 'a' }, {}, FILES)).toMatch(/\/d\/push\.key is not there; copy that file/)
})

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-keys-'))
  folders.push(folder)
  const file = join(folder, 'some.key')
  await writeFile(file, text)
  return file
}
