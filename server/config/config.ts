import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isLoopbackAddress } from '../access/hardening/addresses/address-list.ts'
import { CIPHERS } from '../access/personal/cipher-name.ts'
import { StartupFault } from '../startup-fault.ts'
import { type ProtectionSettings, readProtection } from './protection-settings.ts'
import { type ProviderEnvironment, readProvider } from './provider-settings.ts'
import { readTracing, type TracingSettings } from './tracing-settings.ts'

/** Who feeds the city: the simulated hub that comes with the product, or nobody but those who use the door. */
export const HUBS = ['simulated', 'none'] as const
export type HubKind = (typeof HUBS)[number]

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** What the environment and the command line say, checked. */
export interface Config {
  /** 0 means any free port. */
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string
  /** Where the other servers of a cluster reach this one; left out, it is alone on its database. */
  readonly member?: { readonly host: string; readonly port: number }
  readonly hub: HubKind
  /** A folder name under dashboards/ or a path; left out, the city that dashboards/default.json names. */
  readonly city?: string
  /** What the simulated hub plays; it knows the names. */
  readonly scenario?: string
  /** How much faster than the clock a scenario is played. */
  readonly speed?: number
  /** How many servers run on this machine, on one record. */
  readonly processes: number
  readonly logLevel: LogLevel
  /** Address at which people open the product, where it is not the one it listens on. Without a slash at its end. */
  readonly publicUrl?: string
  /** The OpenID Connect provider people may sign in by. */
  readonly provider?: ProviderEnvironment
  /** Another system that is told of alarms, and what the telling is signed with. */
  readonly alarmWebhook: { readonly url: string; readonly secret: string } | undefined
  readonly protection: ProtectionSettings
  /** Who is told how long the work takes; undefined: nobody. */
  readonly tracing: TracingSettings | undefined
  /** Origins of pages of other hosts that may connect to the live namespace. */
  readonly origins: readonly string[]
  /** The drill this server is the shadow city of, and the time there at its start (epoch ms). */
  readonly drill?: { readonly id: string; readonly at: number }
}

const REPOSITORY = join(import.meta.dirname, '..', '..')

export const USAGE = `Guanlan 观澜

  npm start -- [--scenario NAME] [--speed N] [--processes N]

  PORT          port of the displays (8080); 0 takes any free one
  HOST          address to listen on (127.0.0.1); 0.0.0.0 for the whole network
  DATA_DIR      folder of the data (.data)
  DATABASE_URL  a PostgreSQL 14 or newer to use instead of the embedded one
  MEMBER_ADDRESS  host:port at which the other servers on DATABASE_URL reach this one; makes it one of a cluster
  HUB           simulated | none (simulated)
  CITY          a folder name under dashboards/, or the path of a city folder
  LOG_LEVEL     ${LOG_LEVELS.join(' | ')} (warn)
  PUBLIC_URL    address at which people open the displays, such as https://guanlan.example.cn behind a proxy with TLS
  TRUST_PROXY   addresses or networks of proxies that are believed about where a request comes from, separated by commas
  ADMIN_NETWORKS  addresses or networks from which alone administrators may work, separated by commas; none: anywhere
  NEVER_BLOCK   addresses or networks that raise an alarm at a decoy and are never kept out, separated by commas
  FETCH_NETWORKS  private addresses or networks the server may fetch from: where the OpenID Connect provider stands
  PERSONAL_CIPHER    ${CIPHERS.join(' | ')} (aes-256-gcm): how personal data is sealed
  PERSONAL_KEY_FILE  file of the key of personal data, outside the data folder
  ALARM_WEBHOOK  address that is told whom an alarm is for, signed with ALARM_WEBHOOK_SECRET: an SMS gateway, a group chat
  ORIGINS       addresses of other pages that may follow the live city, separated by commas
  OIDC_ISSUER   address of the OpenID Connect provider people may sign in by; with OIDC_CLIENT_ID, OIDC_CLIENT_SECRET
                or OIDC_CLIENT_SECRET_FILE, OIDC_NAME (its name on the button), OIDC_CLAIM (names an account; sub)
  OTEL_EXPORTER_OTLP_ENDPOINT  address of an OpenTelemetry collector that takes traces by OTLP over HTTP, in JSON
  --scenario    what the simulated hub plays
  --speed       how many times faster than the clock it plays (1)
  --processes   how many servers run on this machine behind a plain balancer, to try a cluster (1)
`

/**
 * Reads environment and command line. Throws StartupFault with one sentence that names the setting, its value and what
 * would be right. An empty variable counts as not set.
 */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const set = (name: string) => env[name]?.trim() || undefined
  const { scenario, speed, processes } = readOptions(args)
  const databaseUrl = set('DATABASE_URL')
  if (databaseUrl !== undefined) checkDatabaseUrl(databaseUrl)
  const member = readMember(set('MEMBER_ADDRESS'), databaseUrl)
  const city = set('CITY')
  const publicUrl = set('PUBLIC_URL')
  const provider = readProvider(set)
  const drill = readDrill(set)
  return {
    port: readPort(set('PORT')),
    host: readHost(set('HOST')),
    dataDir: resolve(set('DATA_DIR') ?? join(REPOSITORY, '.data')),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(member && { member }),
    hub: oneOf('HUB', set('HUB'), HUBS, 'simulated'),
    ...(city !== undefined && { city }),
    ...(scenario !== undefined && { scenario }),
    ...(speed !== undefined && { speed: readSpeed(speed) }),
    ...(provider && { provider }),
    ...(drill && { drill }),
    ...(publicUrl !== undefined && { publicUrl: readPublicUrl(publicUrl) }),
    processes: readProcesses(processes),
    logLevel: oneOf('LOG_LEVEL', set('LOG_LEVEL'), LOG_LEVELS, 'warn'),
    alarmWebhook: readWebhook(set('ALARM_WEBHOOK'), set('ALARM_WEBHOOK_SECRET')),
    protection: readProtection(set),
    tracing: readTracing(set),
    origins: readOrigins(set('ORIGINS')),
  }
}

/** The address at which a server on this host and port can be opened here: one that listens everywhere is also local. */
export function localUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}

function readOptions(args: readonly string[]): { scenario?: string; speed?: string; processes?: string } {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { scenario: text, speed: text, processes: text } })
    return values
  } catch (fault) {
    const option = args.find((arg) => !/^--(scenario|speed|processes)(=|$)/.test(arg) && arg.startsWith('-')) ?? args.join(' ')
    throw new StartupFault(
      `The command line says ${option}, which is not understood; the options are --scenario NAME, --speed N and --processes N`,
      {
        cause: fault,
      },
    )
  }
}

function readPort(text = '8080'): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new StartupFault(`PORT is "${text}", which is not a port; give a whole number from 0 to 65535, such as 8080`)
}

function readHost(text = '127.0.0.1'): string {
  if (/^[A-Za-z0-9.:_%-]+$/.test(text)) return text
  throw new StartupFault(
    `HOST is "${text}", which is not an address; give a host name or IP address without http:// or a port, such as 127.0.0.1 or 0.0.0.0`,
  )
}

function readMember(text: string | undefined, databaseUrl: string | undefined): Config['member'] {
  if (text === undefined) return undefined
  const [, host = '', port = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)?.filter((part) => part !== undefined) ?? []
  if (host === '' || Number(port) > 65_535)
    throw new StartupFault(
      `MEMBER_ADDRESS is "${text}", which is not an address; give one of this machine with a port, such as 10.0.0.3:8090`,
    )
  if (databaseUrl === undefined)
    throw new StartupFault(
      'MEMBER_ADDRESS makes this server one of several on one database, but DATABASE_URL names none; set DATABASE_URL, the same for all of them',
    )
  return { host, port: Number(port) }
}

function readSpeed(text: string): number {
  const speed = Number(text)
  if (text.trim() !== '' && Number.isFinite(speed) && speed > 0) return speed
  throw new StartupFault(`--speed is "${text}", which is not a speed; give a number above 0, such as 60`)
}

function readProcesses(text = '1'): number {
  const processes = Number(text)
  if (/^\d{1,2}$/.test(text) && processes >= 1 && processes <= MOST_PROCESSES) return processes
  throw new StartupFault(
    `--processes is "${text}", which is not a number of servers; give one from 1 to ${MOST_PROCESSES}, such as 3`,
  )
}

/** More on one machine only take turns. */
const MOST_PROCESSES = 16

function readOrigins(text = ''): string[] {
  const origins = text.split(',').map((origin) => origin.trim())
  return origins.filter(Boolean).map((origin) => {
    if (URL.canParse(origin) && new URL(origin).origin === origin.replace(/\/$/, '')) return new URL(origin).origin
    throw new StartupFault(
      `ORIGINS holds "${origin}", which is not the origin of a page; give addresses such as https://wall.example.cn`,
    )
  })
}

function readPublicUrl(text: string): string {
  if (URL.canParse(text)) {
    const { origin, protocol, username, href } = new URL(text)
    if (/^https?:$/.test(protocol) && username === '' && (href === origin || href === `${origin}/`)) return origin
  }
  throw new StartupFault(
    `PUBLIC_URL is "${text}", which is not the address of a site; give one without a path, such as https://guanlan.example.cn`,
  )
}

/** What leads out of the machine; a drill has none of it. */
const REAL_CHANNELS = [
  'ALARM_WEBHOOK',
  'OIDC_ISSUER',
  'PUBLIC_URL',
  'ORIGINS',
  'TRUST_PROXY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
] as const

/** DRILL and DRILL_AT, which the runner of drills sets. A shadow city reaches nobody outside the machine it runs on. */
function readDrill(set: (name: string) => string | undefined): Config['drill'] {
  const id = set('DRILL')
  if (id === undefined) return undefined
  const at = Number(set('DRILL_AT'))
  if (!Number.isSafeInteger(at) || at <= 0)
    throw new StartupFault(`DRILL_AT is "${set('DRILL_AT') ?? ''}", which is no time; npm run drill -- ${id} sets it`)
  const channel = REAL_CHANNELS.find((name) => set(name) !== undefined)
  if (channel !== undefined)
    throw new StartupFault(`${channel} is set, which leads out of this machine; a drill (${id}) has no real channels: unset it`)
  const host = set('HOST') ?? '127.0.0.1'
  if (host !== 'localhost' && !isLoopbackAddress(host))
    throw new StartupFault(`HOST is "${host}", which others can reach; a drill (${id}) is played on this machine: use 127.0.0.1`)
  if ((set('HUB') ?? 'simulated') !== 'simulated')
    throw new StartupFault(`HUB is "${set('HUB')}"; the figures of a drill (${id}) are simulated: unset it`)
  return { id, at }
}

function readWebhook(url: string | undefined, secret: string | undefined): Config['alarmWebhook'] {
  if (url === undefined) return undefined
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new StartupFault(`ALARM_WEBHOOK is "${url}", which is not an address; give one such as https://sms.example.cn/alarms`)
  if (secret === undefined || secret.length < SHORTEST_SECRET)
    throw new StartupFault(
      `ALARM_WEBHOOK_SECRET is ${secret === undefined ? 'not set' : 'too short'}; give ${SHORTEST_SECRET} characters or more, made with: openssl rand -hex 32`,
    )
  return { url, secret }
}

/** Fewer characters than this can be guessed. */
const SHORTEST_SECRET = 16

function checkDatabaseUrl(text: string): void {
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return
  throw new StartupFault(
    `DATABASE_URL is "${text.replace(/:[^:@/]*@/, ':…@')}", which is not a PostgreSQL address; give one such as postgres://user:password@host:5432/guanlan`,
  )
}

function oneOf<Choice extends string>(name: string, text: string | undefined, choices: readonly Choice[], usual: Choice): Choice {
  if (text === undefined) return usual
  const chosen = choices.find((choice) => choice === text)
  if (chosen) return chosen
  throw new StartupFault(`${name} is "${text}", which is none of its values; give ${choices.join(' or ')}`)
}
