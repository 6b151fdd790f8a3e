import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import type { BenchResult, Machine } from './bench-result.ts'

/** The machine this process runs on, as far as it may use it. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memory: Math.min(totalmem(), process.constrainedMemory() || totalmem()),
    node: process.version,
    os: `${type()} ${release()}`,
  }
}

/** The commit of the files in a folder, and whether they differ from it; null where there is no repository. */
export function commitOf(folder: string): BenchResult['commit'] {
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return { id: git('rev-parse', '--short=12', 'HEAD'), changed: git('status', '--porcelain', '--untracked-files=no') !== '' }
  } catch {
    return null
  }
}
