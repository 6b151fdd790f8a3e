import { type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Account } from './account.ts'

const EXECUTE = 0o1
const READ = 0o4

/**
 * The first folder on the way to `path` that `account` may not pass, or undefined when it can get there.
 * Judged by mode bits: root itself passes everything, so trying would tell nothing. Missing folders at the end are fine.
 */
export function closedFolder(path: string, account: Account): string | undefined {
  const way: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    way.unshift(at)
    if (dirname(at) === at) break
  }
  return way.find((folder) => {
    const found = statSync(folder, { throwIfNoEntry: false })
    return found?.isDirectory() === true && !allows(found, account, EXECUTE)
  })
}

/** True when `account` can get to the file and read it (and run it, where `run` is asked). */
export function canUseFile(path: string, account: Account, run: boolean): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return (
    found !== undefined && closedFolder(dirname(path), account) === undefined && allows(found, account, run ? READ | EXECUTE : READ)
  )
}

function allows({ mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>, account: Account, right: number): boolean {
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & right) === right
}
