import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FILE_SCHEMAS, type FileKind, schemaDocument, schemaPath } from './schemas.ts'

it.each(Object.keys(FILE_SCHEMAS) as FileKind[])(
  'dashboards/schemas/%s.json says what the contract says; if not, run npm run dashboards:schemas',
  (kind) => {
    expect(readFileSync(schemaPath(kind), 'utf8')).toBe(schemaDocument(kind))
  },
)
