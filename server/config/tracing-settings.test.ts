import { expect, it } from 'vitest'
import { StartupFault } from '../startup-fault.ts'
import { readTracing } from './tracing-settings.ts'

const read = (env: Readonly<Record<string, string>>) => readTracing((name) => env[name])
const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }

it('tells nobody anything unless it is asked to', () => {
  expect(read({})).toBeUndefined()
  expect(read({ OTEL_SERVICE_NAME: 'guanlan' })).toBeUndefined()
  expect(read({ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' })).toBeUndefined()
  expect(read({ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined()
})

it('finds the way below the address of a collector, and takes that of traces as it stands', () => {
  expect(read(ENDPOINT)).toEqual({
    ...{ url: 'http://collector:4318/v1/traces', serviceName: undefined, ratio: 1, followsParent: true, everyMs: 5_000 },
  })
  const own = { ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://apm.example.cn/otlp' }
  expect(read(own)?.url).toBe('https://apm.example.cn/otlp')
})

it.each([
  ['always_on', undefined, 1, false],
  ['always_off', undefined, 0, false],
  ['traceidratio', '0.25', 0.25, false],
  ['parentbased_always_on', undefined, 1, true],
  ['parentbased_always_off', undefined, 0, true],
  ['parentbased_traceidratio', '0.1', 0.1, true],
  ['parentbased_traceidratio', undefined, 1, true],
])('takes the sampler %s with the argument %s', (sampler, arg, ratio, followsParent) => {
  const env = { ...ENDPOINT, OTEL_TRACES_SAMPLER: sampler, ...(arg !== undefined && { OTEL_TRACES_SAMPLER_ARG: arg }) }
  expect(read(env)).toMatchObject({ ratio, followsParent })
})

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, ['OTEL_EXPORTER_OTLP_ENDPOINT', '"collector:4318"', 'http://']],
  [{ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, ['OTEL_EXPORTER_OTLP_PROTOCOL', '"grpc"', 'http/json']],
  [{ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'some' }, ['OTEL_TRACES_SAMPLER', '"some"', 'parentbased_traceidratio']],
  [{ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'toString' }, ['OTEL_TRACES_SAMPLER', '"toString"']],
  [{ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' }, ['OTEL_TRACES_SAMPLER_ARG', '"2"', '0.1']],
  [{ ...ENDPOINT, OTEL_BSP_SCHEDULE_DELAY: 'soon' }, ['OTEL_BSP_SCHEDULE_DELAY', '"soon"', '5000']],
])('says in one sentence what is wrong with %j and what would be right', (env, names) => {
  expect(() => read(env as Record<string, string>)).toThrow(StartupFault)
  for (const name of names) expect(() => read(env as Record<string, string>)).toThrow(name)
})
