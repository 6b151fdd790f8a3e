import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { PanelSchema, type PanelType } from '#contract/scene.ts'
import type { Finding } from './finding.ts'
import { FILE_SCHEMAS, type FileKind } from './schemas.ts'

const validators = new Map<TSchema, Validator>()

/** Panel schemas by type, so that a mistake in a panel is told in its own terms and not as "no alternative fits". */
const PANELS = new Map(PanelSchema.anyOf.map((schema) => [schema.properties.type.const as PanelType, schema as TSchema]))

/** Most findings told of one file: after so many, more only hide the first. */
const MOST_FINDINGS = 20

/**
 * Reads one file of a city folder. Returns its value when it is of the form of its schema, else what is wrong with it;
 * either way nothing is thrown. `file` is the path to name in findings.
 */
export function parseCityFile(kind: FileKind, file: string, text: string): { value: unknown } | { findings: Finding[] } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return {
      findings: [{ file, place: lineOf(text, error), sentence: `is not JSON (${(error as Error).message.replace(/\s+/g, ' ')}).` }],
    }
  }
  const schema: TSchema = FILE_SCHEMAS[kind]
  const wrong = kind === 'scene' ? sceneErrors(schema, value) : errorsOf(schema, value)
  if (wrong.length === 0) return { value }
  const findings = wrong
    .slice(0, MOST_FINDINGS)
    .map(({ path, message }) => ({ file, place: placeOf(value, path), sentence: message }))
  return { findings: findings.length > 0 ? findings : [{ file, place: '', sentence: 'is not of the form of its schema.' }] }
}

interface SchemaError {
  readonly path: string
  readonly message: string
}

function errorsOf(schema: TSchema, value: unknown): SchemaError[] {
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  if (validator.Check(value)) return []
  return validator.Errors(value).map((error) => ({ path: error.instancePath, message: sentenceOf(error) }))
}

function sceneErrors(schema: TSchema, value: unknown): SchemaError[] {
  const whole = errorsOf(schema, value)
  const panels = (value as { panels?: Record<string, { type?: unknown }> } | null)?.panels ?? {}
  const own = Object.entries(panels).flatMap(([name, panel]): SchemaError[] => {
    const known = PANELS.get(panel?.type as PanelType)
    if (!known)
      return [
        {
          path: `/panels/${name}/type`,
          message: `is ${JSON.stringify(panel?.type)}; use one of ${[...PANELS.keys()].join(', ')}.`,
        },
      ]
    return errorsOf(known, panel).map((error) => ({ ...error, path: `/panels/${name}${error.path}` }))
  })
  return [...own, ...whole.filter(({ path }) => !path.startsWith('/panels/'))]
}

function sentenceOf({ keyword, params, message }: { keyword: string; params: object; message: string }): string {
  switch (keyword) {
    case 'additionalProperties':
      return `has ${list((params as { additionalProperties?: string[] }).additionalProperties)}, which this file does not know; remove it or correct its spelling.`
    case 'required':
      return `lacks ${list((params as { requiredProperties?: string[] }).requiredProperties)}; add it.`
    case 'enum':
      return `must be one of ${list((params as { allowedValues?: unknown[] }).allowedValues)}.`
    default:
      return `${message}.`
  }
}

function list(values: readonly unknown[] | undefined): string {
  return (values ?? []).map(String).join(', ')
}

/** `/metrics/3/unit` of a file → `metric eco.air.aqi, unit`: entries are named by their id or code, not by their place. */
function placeOf(value: unknown, path: string): string {
  const parts: string[] = []
  let entry = ''
  let at = value
  for (const [index, raw] of path.split('/').slice(1).entries()) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    at = (at as Record<string, unknown> | undefined)?.[key]
    const named = at as { id?: unknown; code?: unknown } | undefined
    const name = named?.id ?? named?.code
    if (/^\d+$/.test(key) && typeof name === 'string') {
      const group = parts.pop() ?? 'entry'
      entry = `${group.replace(/s$/, '')} ${name}`
    } else if (index === 1 && parts[0] === 'panels') {
      parts.pop()
      entry = `panel ${key}`
    } else parts.push(key)
  }
  return [entry, parts.join('.')].filter((part) => part !== '').join(', ')
}

/** The line a JSON error speaks of: its position where the platform tells it, else where the text it quotes stands. */
function lineOf(text: string, error: unknown): string {
  const { message } = error as Error
  const told = /position (\d+)/.exec(message)?.[1]
  const quoted = /"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1]
  const token = /^Unexpected token '(.)'/.exec(message)?.[1]
  const start = quoted === undefined ? -1 : text.indexOf(quoted)
  const position = told === undefined ? (start < 0 ? -1 : Math.max(start, text.indexOf(token ?? '', start))) : Number(told)
  return position < 0 ? '' : `line ${text.slice(0, position).split('\n').length}`
}
