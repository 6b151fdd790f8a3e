import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StartupFault } from '../startup-fault.ts'
import { readConfig, USAGE } from './config.ts'

it('needs no setting at all', () => {
  const config = readConfig({}, [])
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', hub: 'simulated', logLevel: 'warn', origins: [] })
  expect(config.dataDir).toMatch(/[/\\]\.data$/)
})

it('takes an empty variable for one that is not set', () => {
  expect(readConfig({ PORT: '', HUB: ' ', DATABASE_URL: '' }, [])).toEqual(readConfig({}, []))
})

it('reads every setting', () => {
  const env = { PORT: '9090', HOST: '::', DATA_DIR: '/data', DATABASE_URL: 'postgresql://a:b@c/d', HUB: 'none', CITY: 'dongguan' }
  expect(
    readConfig({ ...env, ORIGINS: 'https://a.cn, http://b.cn:81/' }, ['--scenario=typhoon-flood', '--speed', '60']),
  ).toMatchObject({
    port: 9090,
    host: '::',
    databaseUrl: 'postgresql://a:b@c/d',
    hub: 'none',
    city: 'dongguan',
    scenario: 'typhoon-flood',
    speed: 60,
    origins: ['https://a.cn', 'http://b.cn:81'],
  })
})

const MISTAKES: readonly [env: NodeJS.ProcessEnv, args: readonly string[], names: readonly string[]][] = [
  [{ PORT: 'http' }, [], ['PORT', '"http"', '8080']],
  [{ PORT: '70000' }, [], ['PORT', '"70000"', '65535']],
  [{ PORT: '-1' }, [], ['PORT', '"-1"']],
  [{ PORT: '80.5' }, [], ['PORT', '"80.5"']],
  [{ HOST: 'http://0.0.0.0' }, [], ['HOST', '"http://0.0.0.0"', '0.0.0.0']],
  [{ HUB: 'real' }, [], ['HUB', '"real"', 'simulated or none']],
  [{ DATABASE_URL: 'mysql://u:secret@h/d' }, [], ['DATABASE_URL', 'mysql', 'postgres://']],
  [{ LOG_LEVEL: 'loud' }, [], ['LOG_LEVEL', '"loud"', 'debug']],
  [{ ORIGINS: 'wall.example.cn' }, [], ['ORIGINS', '"wall.example.cn"', 'https://']],
  [{}, ['--speed', 'fast'], ['--speed', '"fast"', '60']],
  [{}, ['--speed=0'], ['--speed', '"0"']],
  [{}, ['--processes', 'many'], ['--processes', '"many"', '3']],
  [{ MEMBER_ADDRESS: '10.0.0.3' }, [], ['MEMBER_ADDRESS', '"10.0.0.3"', '10.0.0.3:8090']],
  [{ MEMBER_ADDRESS: '10.0.0.3:8090' }, [], ['MEMBER_ADDRESS', 'DATABASE_URL']],
  [{}, ['--city', 'x'], ['--city', '--scenario']],
]

it.each(MISTAKES)('says in one sentence what is wrong with %j %j and what would be right', (env, args, names) => {
  const fault = faultOf(() => readConfig(env, args))
  expect(fault).toBeInstanceOf(StartupFault)
  for (const name of names) expect((fault as Error).message).toContain(name)
  expect((fault as Error).message).not.toContain('\n')
})

it('reads where the other servers reach this one', () => {
  const at = (text: string) => readConfig({ MEMBER_ADDRESS: text, DATABASE_URL: 'postgres://a@b/c' }, []).member
  expect(at('10.0.0.3:8090')).toEqual({ host: '10.0.0.3', port: 8090 })
  expect(at('[::1]:0')).toEqual({ host: '::1', port: 0 })
})

describe('a drill', () => {
  const DRILL = { DRILL: 'warehouse-fire', DRILL_AT: '1795536000000' }

  it('is named with the time in its city', () => {
    expect(readConfig(DRILL, []).drill).toEqual({ id: 'warehouse-fire', at: 1_795_536_000_000 })
    expect(readConfig({}, []).drill).toBeUndefined()
  })

  it.each([
    ['ALARM_WEBHOOK', 'https://sms.example.cn/alarms'],
    ['OIDC_ISSUER', 'https://id.example.cn'],
    ['PUBLIC_URL', 'https://guanlan.example.cn'],
    ['ORIGINS', 'https://wall.example.cn'],
    ['TRUST_PROXY', '10.0.0.2'],
    ['HOST', '0.0.0.0'],
    ['HUB', 'none'],
  ])('does not start with %s, which leads out of the machine or to the real city', (name, value) => {
    expect(() => readConfig({ ...DRILL, [name]: value }, [])).toThrow(StartupFault)
    expect(() => readConfig({ ...DRILL, [name]: value }, [])).toThrow(name)
  })

  it('does not start without its time: somebody set DRILL by hand', () => {
    expect(() => readConfig({ DRILL: 'warehouse-fire' }, [])).toThrow('npm run drill')
  })
})

it('never repeats a password', () => {
  expect((faultOf(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' }, [])) as Error).message).not.toContain('secret')
})

it('is described where operators look, setting by setting', () => {
  const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name).sort()
  const operations = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8')
  expect(named(operations, /^\| `([A-Z_]+)` +\|/gm)).toEqual(named(USAGE, /^ {2}([A-Z_]+) /gm))
})

function faultOf(run: () => unknown): unknown {
  try {
    run()
  } catch (fault) {
    return fault
  }
  return undefined
}
