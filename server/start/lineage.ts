import { readFileSync } from 'node:fs'

/** How often the ancestors are looked at, in ms. */
const LOOK_MS = 1_000

/**
 * Calls `onOrphaned` when the npm that started us is gone: killed, it takes nothing with it, and a server that nobody
 * can stop would keep the port. Between npm and us there may be a shell, so both are watched. A starter that was not
 * run by npm may outlive its parent, as `nohup` means it to.
 *
 * A signal to npm alone is npm's to pass on, and it passes it to that shell: ended by SIGTERM, the shell leaves us, which is
 * seen here; SIGINT is kept by a `dash` until its command ends, so that it never arrives, and npm goes on running too.
 */
export function watchLineage(onOrphaned: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  if (env.npm_lifecycle_event === undefined) return () => undefined
  const parent = process.ppid
  const grandparent = isShell(parent) ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return
    clearInterval(timer)
    onOrphaned()
  }, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Fields of /proc/PID/stat after the name, which is in brackets and may hold anything; undefined off Linux. */
function statOf(pid: number): { readonly name: string; readonly parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) }
  } catch {
    return undefined
  }
}

function parentOf(pid: number): number | undefined {
  return statOf(pid)?.parent
}

function isShell(pid: number): boolean {
  return /^(sh|dash|bash|ash|zsh)$/.test(statOf(pid)?.name ?? '')
}
