import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { nginxSettings } from './nginx-settings.ts'

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'cluster.md')

/** The nginx of this machine before servers of this machine. */
export interface Nginx {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts the nginx that is on the PATH, with the settings of the page about several servers, before servers on these ports. Throws
 * Error where there is none, or it refuses its settings.
 */
export async function startNginx(members: readonly number[]): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-nginx-'))
  const port = await freePort()
  const settings = join(folder, 'nginx.conf')
  await writeFile(settings, nginxSettings(await readFile(PAGE, 'utf8'), { port, members, folder }))
  // Workers go on as whoever started nginx: they must reach the folder.
  const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : []
  const child = spawn('nginx', ['-p', folder, '-c', settings, ...user], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const stop = async () => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  const failed = once(child, 'error').then(([fault]) => {
    throw new Error('there is no nginx on the PATH', { cause: fault })
  })
  try {
    await Promise.race([failed, answers(url, child)])
  } catch (fault) {
    await stop()
    throw complaint === '' ? fault : new Error(complaint.trim(), { cause: fault })
  }
  failed.catch(() => undefined)
  return { url, stop }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`nginx ended with ${child.exitCode}`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill('SIGTERM')
  await over
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
