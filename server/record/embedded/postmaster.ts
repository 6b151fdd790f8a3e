import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How long a PostgreSQL left behind may take to write its memory to disk, in ms, before it is told to hurry. */
const FAST_STOP_MS = 20_000

/**
 * Stops a PostgreSQL that a killed server left running on this cluster folder. The caller holds the lock of the data
 * folder, so nobody else can be using it. Returns true when there was one to stop.
 *
 * `postmaster.pid` itself is never removed: by it the next postmaster finds the shared memory of the one before, and waits
 * for its last backends, which may still be committing. Where its number now belongs to somebody else or to a zombie, it is
 * given ours instead: a postmaster takes the number of its parent for no rival.
 */
export async function stopLeftOver(cluster: string, onWait?: () => void): Promise<boolean> {
  const file = join(cluster, 'postmaster.pid')
  const pid = Number.parseInt((await readFile(file, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10)
  if (!Number.isInteger(pid)) return false
  const isRunning = () => isPostgresOf(pid, cluster)
  if (!(await isRunning())) {
    if (isAlive(pid)) await disown(file)
    return false
  }
  onWait?.()
  process.kill(pid, 'SIGINT')
  if (!(await ends(isRunning, FAST_STOP_MS))) {
    process.kill(pid, 'SIGQUIT')
    await ends(isRunning, FAST_STOP_MS)
  }
  return true
}

async function disown(file: string): Promise<void> {
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, [process.pid, ...rest].join('\n'))
}

async function ends(isRunning: () => Promise<boolean>, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    if (!(await isRunning())) return true
    await pause(20)
  }
  return false
}

/** True when something has this number, a zombie included. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** True when `pid` is alive, no zombie, and was started on `cluster`. */
async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const command = await commandOf(pid)
  return command === undefined || command.includes(cluster)
}

/** The command line of a process, '' for a zombie, undefined where the platform does not say. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (process.platform === 'win32') return undefined
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
