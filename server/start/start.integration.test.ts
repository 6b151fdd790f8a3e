import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_CITY } from '../testing/server-process.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')
const STARTER = join(REPOSITORY, 'server', 'start', 'start.ts')

let folder: string
const running: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-start-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) await ended(child, 'SIGINT')
  rmSync(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  it('shows what it does, prints the addresses of the four displays, and takes everything down at Ctrl-C', async () => {
    const start = launch({})
    const said = await start.until('Ctrl-C')
    for (const display of ['wall', 'office', 'desk', 'mobile'])
      expect(said).toMatch(new RegExp(`http://127\\.0\\.0\\.1:\\d+/${display}\\n`))
    expect(said).toContain('making the database')
    expect(said).toContain('河口市 Rivermouth')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] as string
    const page = await fetch(`${url}/wall`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    const database = postmasterOf(folder)
    expect(await ended(start.child, 'SIGINT')).toBe(0)
    expect(isAlive(database)).toBe(false)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })

  it('starts again what was killed below it', async () => {
    const start = launch({ PORT: String(await freePort()) })
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await start.until('Ctrl-C'))?.[0] as string
    process.kill(await serverBelow(start.child), 'SIGKILL')
    await start.until('starting it again')
    await untilReady(url)
  })

  it('leaves nothing behind when it is killed itself, the simulated hub at work', async () => {
    const start = launch({ HUB: 'simulated', CITY: 'dongguan' })
    await start.until('simulated hub: told')
    const database = postmasterOf(folder)
    start.child.kill('SIGKILL')
    await untilGone(start.child, database)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves nothing behind when npm alone gets %s', async (signal) => {
    const start = launch({ npm_config_update_notifier: 'false' }, ['npm', 'start'])
    await start.until('Ctrl-C')
    const database = postmasterOf(folder)
    start.child.kill(signal)
    await untilGone(start.child, database)
  })
})

describe('npm start says in one sentence, without a stack, why it cannot', () => {
  it('when a setting is wrong', async () => {
    expect(await refusal({ PORT: 'eighty' })).toBe(
      'PORT is "eighty", which is not a port; give a whole number from 0 to 65535, such as 8080',
    )
  })

  it('when there is no such city', async () => {
    expect(await refusal({ CITY: 'atlantis' })).toMatch(/"atlantis"/)
  })

  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await refusal({ PORT: String(port) })).toMatch(new RegExp(`^PORT ${port} is in use by another program; [^\\n]+$`))
    other.close()
  })

  it('when the host is not of this machine', async () => {
    expect(await refusal({ HOST: '192.0.2.1' })).toMatch(/^HOST 192\.0\.2\.1 is not an address of this machine; [^\n]+$/)
  })

  it('when no database answers', async () => {
    const sentence = await refusal({ DATABASE_URL: 'postgres://city:secret@127.0.0.1:9/city' })
    expect(sentence).toMatch(/^No database answers at 127\.0\.0\.1:9 \(ECONNREFUSED\); [^\n]+$/)
    expect(sentence).not.toContain('secret')
  })

  it('when the data folder is a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await refusal({ DATA_DIR: join(folder, 'file') })).toMatch(/^DATA_DIR .* is a file or lies below one; [^\n]+$/)
  })

  it('when the data folder cannot be made', async () => {
    // Not even root makes folders there.
    expect(await refusal({ DATA_DIR: '/sys/guanlan' })).toMatch(/^DATA_DIR \/sys\/guanlan (may not|cannot|is on a disk)[^\n]+$/)
  })
})

/** Runs the starter on the small city, without the simulated hub. */
function launch(env: NodeJS.ProcessEnv, [program, ...args]: readonly string[] = [process.execPath, STARTER]) {
  const settings = { PORT: '0', HOST: '127.0.0.1', HUB: 'none', CITY: TEST_CITY, DATA_DIR: folder, DATABASE_URL: '' }
  const child = spawn(program as string, args, {
    cwd: REPOSITORY,
    env: { ...process.env, npm_lifecycle_event: undefined, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, so that whoever is left of it can be found.
    detached: true,
  })
  running.push(child)
  let said = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  return {
    child,
    complaint: () => complaint,
    /** Everything said once it holds `words`. */
    until: async (words: string): Promise<string> => {
      while (!said.includes(words)) {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${said}${complaint}`)
        await pause(20)
      }
      return said
    },
  }
}

async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  const start = launch(env)
  const [code] = await once(start.child, 'close')
  expect(code).toBe(1)
  expect(start.complaint()).not.toMatch(/^\s+at /m)
  return start.complaint().trim()
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const isGone = once(child, 'exit')
  child.kill(signal)
  await isGone
  return child.exitCode
}

/** Resolves when nobody of the group a process led is there any more, and its database, which leads one of its own, neither. */
async function untilGone({ pid }: ChildProcess, database: number): Promise<void> {
  while (isAlive(database) || (await isAnybodyIn(pid as number))) await pause(50)
}

/** True while a process of the group runs; one that has ended and is only not collected yet does not count. */
async function isAnybodyIn(group: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,stat='])
  return stdout.split('\n').some((line) => new RegExp(`^\\s*${group}\\s+[^Z]`).test(line))
}

/** The server process that the starter runs. */
async function serverBelow({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
  const line = stdout.split('\n').find((process) => new RegExp(`^\\s*\\d+\\s+${pid}\\s.*main\\.ts`).test(process))
  return Number.parseInt(line ?? '', 10)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await pause(50)
  }
}

function postmasterOf(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
