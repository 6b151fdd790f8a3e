import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'
import type { Account } from './account.ts'

const run = promisify(execFile)

export type GuardedProcess = ChildProcessByStdio<Writable, Readable, Readable>

/**
 * Starts a program that gets SIGINT when this process ends, however it ends.
 * - Linux: `setpriv --pdeathsig`, so the kernel sends it.
 * - Elsewhere with a shell: a shell in between waits on our pipe, which closes with us.
 * - Windows: nothing guards it; the next start stops what was left behind.
 *
 * It stands in its own process group: Ctrl-C in a terminal reaches the whole group at once, and a database must go last.
 */
export async function spawnGuarded(
  program: string,
  args: readonly string[],
  account: Account | undefined,
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<GuardedProcess> {
  const options = { stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32', env, cwd }
  if (await hasSetpriv()) {
    const identity = account ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'] : []
    return spawn('setpriv', ['--pdeathsig', 'INT', ...identity, '--', program, ...args], options)
  }
  if (process.platform === 'win32') return spawn(program, args, { ...options, windowsHide: true })
  return spawn('/bin/sh', ['-c', KEEPER, 'sh', program, ...args], { ...options, ...account })
}

/** Runs "$@" until it ends, or until the pipe on fd 0 closes: then asks it to stop and waits, so that its end is our end. */
const KEEPER = `exec 3<&0
"$@" </dev/null 3<&- & child=$!
trap 'kill -INT $child' INT TERM; trap 'kill -QUIT $child' QUIT
(cat <&3 >/dev/null 2>&1; kill -INT $child) >/dev/null 2>&1 & watch=$!
exec 3<&-
wait $child; code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
kill $watch 2>/dev/null
exit $code`

let setpriv: Promise<boolean> | undefined

function hasSetpriv(): Promise<boolean> {
  setpriv ??=
    process.platform === 'linux'
      ? run('setpriv', ['--pdeathsig', 'INT', '--', 'true']).then(
          () => true,
          () => false,
        )
      : Promise.resolve(false)
  return setpriv
}
