import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { canUseFile, closedFolder } from './reachable.ts'

const STRANGER = { uid: 54_999, gid: 54_999 }
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guanlan-reach-'))
  chmodSync(home, 0o755)
})
afterEach(() => rmSync(home, { recursive: true }))

it('names the folder that keeps an account out', () => {
  const closed = join(home, 'closed')
  mkdirSync(join(closed, 'data'), { recursive: true })
  chmodSync(closed, 0o700)
  expect(closedFolder(join(closed, 'data', 'not', 'made', 'yet'), STRANGER)).toBe(closed)
  chmodSync(closed, 0o711)
  expect(closedFolder(join(closed, 'data', 'not', 'made', 'yet'), STRANGER)).toBeUndefined()
})

it('lets the owner of a folder pass where strangers may not', () => {
  chmodSync(home, 0o700)
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  expect(closedFolder(home, owner)).toBeUndefined()
  expect(closedFolder(home, STRANGER)).toBe(home)
})

it('tells a file that can be run from one that can only be read', () => {
  const file = join(home, 'postgres')
  writeFileSync(file, '')
  chmodSync(file, 0o644)
  expect([canUseFile(file, STRANGER, false), canUseFile(file, STRANGER, true)]).toEqual([true, false])
  chmodSync(file, 0o755)
  expect(canUseFile(file, STRANGER, true)).toBe(true)
  expect(canUseFile(join(home, 'missing'), STRANGER, false)).toBe(false)
})
