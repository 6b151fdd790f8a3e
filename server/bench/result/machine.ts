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

/** What benches write themselves is no part of what they measure. */
const UNMEASURED = [':(exclude,top)docs/performance', ':(exclude,top)docs/performance.md']

/** The commit of the repository a folder is in, and whether what is measured differs from it; null where there is no repository. */
export function commitOf(folder: string): BenchResult['commit'] {
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const changes = git('status', '--porcelain', '--untracked-files=no', '--', ':(top)', ...UNMEASURED)
    return { id: git('rev-parse', '--short=12', 'HEAD'), changed: changes !== '' }
  } catch {
    return null
  }
}
