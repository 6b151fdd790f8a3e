import { StartupFault } from '../startup-fault.ts'

/** Where traces go and which of them, as the standard variables of OpenTelemetry say it. */
export interface TracingSettings {
  /** Takes traces by OTLP over HTTP, in JSON. */
  readonly url: string
  /** Undefined where nobody named it. */
  readonly serviceName: string | undefined
  /** Share of traces that are told, 0 to 1. */
  readonly ratio: number
  /** Whether a trace that began elsewhere is told where it was told there, whatever the share. */
  readonly followsParent: boolean
  /** How often what is told is sent, ms. */
  readonly everyMs: number
}

/** What each value of OTEL_TRACES_SAMPLER means; undefined: the share stands in OTEL_TRACES_SAMPLER_ARG. */
const SAMPLERS: Readonly<Record<string, Pick<TracingSettings, 'followsParent'> & { readonly ratio: number | undefined }>> = {
  always_on: { ratio: 1, followsParent: false },
  always_off: { ratio: 0, followsParent: false },
  traceidratio: { ratio: undefined, followsParent: false },
  parentbased_always_on: { ratio: 1, followsParent: true },
  parentbased_always_off: { ratio: 0, followsParent: true },
  parentbased_traceidratio: { ratio: undefined, followsParent: true },
}

/** The one form in which traces are sent. */
const PROTOCOL = 'http/json'

/** Reads the variables OTEL_…. Undefined where no traces go out. Throws StartupFault with one sentence. */
export function readTracing(set: (name: string) => string | undefined): TracingSettings | undefined {
  if (set('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || set('OTEL_TRACES_EXPORTER') === 'none') return undefined
  const url = readUrl(set)
  if (url === undefined) return undefined
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    const protocol = set(name) ?? PROTOCOL
    if (protocol !== PROTOCOL)
      throw new StartupFault(`${name} is "${protocol}", which this product does not speak; give ${PROTOCOL}, or unset it`)
  }
  return { url, serviceName: set('OTEL_SERVICE_NAME'), everyMs: readDelay(set), ...readSampler(set) }
}

function readUrl(set: (name: string) => string | undefined): string | undefined {
  const [name, text] = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']
    .map((name) => [name, set(name)] as const)
    .find(([, text]) => text !== undefined) ?? ['', undefined]
  if (text === undefined) return undefined
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new StartupFault(`${name} is "${text}", which is not an address; give one such as http://collector:4318`)
  return name === 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' ? text : `${text.replace(/\/+$/, '')}/v1/traces`
}

function readDelay(set: (name: string) => string | undefined): number {
  const text = set('OTEL_BSP_SCHEDULE_DELAY') ?? '5000'
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new StartupFault(`OTEL_BSP_SCHEDULE_DELAY is "${text}", which is no time; give milliseconds, such as 5000`)
}

function readSampler(set: (name: string) => string | undefined): Pick<TracingSettings, 'ratio' | 'followsParent'> {
  const name = set('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'
  const sampler = Object.hasOwn(SAMPLERS, name) ? SAMPLERS[name] : undefined
  if (!sampler)
    throw new StartupFault(
      `OTEL_TRACES_SAMPLER is "${name}", which is none of its values; give ${Object.keys(SAMPLERS).join(', ')}`,
    )
  const { ratio, followsParent } = sampler
  if (ratio !== undefined) return { ratio, followsParent }
  const text = set('OTEL_TRACES_SAMPLER_ARG') ?? '1'
  const share = Number(text)
  if (share >= 0 && share <= 1) return { ratio: share, followsParent }
  throw new StartupFault(`OTEL_TRACES_SAMPLER_ARG is "${text}", which is no share; give a number from 0 to 1, such as 0.1`)
}
