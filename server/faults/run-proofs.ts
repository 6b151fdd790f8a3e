import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Proof } from './fault-list.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')

/** One test that ran, and what it saw. */
export interface ProofResult {
  readonly test: string
  readonly isKept: boolean
  readonly ms: number
  readonly seen: readonly string[]
  /** The first line of what went wrong. */
  readonly why?: string
}

/** Whoever ends the command ends what it started. */
const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const ENDED_BY_HAND = 130

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly duration?: number | null
      readonly failureMessages?: readonly string[] | null
      readonly meta?: { readonly seen?: readonly string[] }
    }[]
  }[]
}

/**
 * Runs the tests of a proof in a process of their own, and ends that process, and it alone, when it takes longer than
 * `limitMs`. A file that holds no such test, or cannot run, is a broken promise as well.
 */
export async function runProof(
  { file, tests }: Proof,
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<readonly ProofResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-faults-'))
  const output = join(folder, 'results.json')
  try {
    const ended = await run(file, tests, output, env, limitMs)
    const text = await readFile(output, 'utf8').catch(() => undefined)
    if (text === undefined) return [broken(file, ended)]
    const { testResults } = JSON.parse(text) as Report
    const results = testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'skipped' && status !== 'pending')
        .map(({ fullName, status, duration, failureMessages, meta }) => ({
          ...{ test: fullName, isKept: status === 'passed', ms: duration ?? 0, seen: meta?.seen ?? [] },
          ...(status !== 'passed' && { why: failureMessages?.[0]?.split('\n', 1)[0] ?? status }),
        })),
    )
    return results.length > 0 ? results : [broken(file, testResults[0]?.message || `no test of it begins with ${tests.join(', ')}`)]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Tests of a name, wherever in it the beginning stands: groups come before. */
export function namePattern(tests: readonly string[]): string | undefined {
  if (tests.includes('')) return undefined
  return tests.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
}

function run(
  file: string,
  tests: readonly string[],
  output: string,
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<string> {
  const pattern = namePattern(tests)
  const args = ['run', file, '--reporter=json', `--outputFile=${output}`, ...(pattern === undefined ? [] : ['-t', pattern])]
  const child = spawn(process.execPath, [join(REPOSITORY, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    ...{ cwd: REPOSITORY, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
    // A group of its own, so that what the tests started ends with them and nothing else does.
    detached: true,
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000)
  })
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
  }
  let isUnwanted = false
  const giveUp = () => {
    isUnwanted = true
    end()
  }
  for (const signal of ENDS) process.on(signal, giveUp)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    end()
  }, limitMs)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (isUnwanted) process.exit(ENDED_BY_HAND)
      for (const each of ENDS) process.off(each, giveUp)
      resolve(
        isLate ? `it took longer than ${limitMs / 1000} s and was ended` : `${signal ?? code}: ${said.trim().split('\n', 1)[0]}`,
      )
    })
  })
}

function broken(file: string, why: string): ProofResult {
  return { test: file, isKept: false, ms: 0, seen: [], why }
}
