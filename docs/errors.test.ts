import { expect, it } from 'vitest'
import { ERRORS } from '../contract/errors.ts'
import { readText } from './house/files.ts'

const rows = [...readText('docs/errors.md').matchAll(/^\| `([^`]+)` *\| *(\d{3}) *\| (.*?) *\|$/gm)].map(
  ([, code, status, sentence]) => [code, { status: Number(status), sentence }],
)

it('the page of errors says what the program says, code by code', () => {
  expect(Object.fromEntries(rows)).toEqual(ERRORS)
  expect(rows).toHaveLength(Object.keys(ERRORS).length)
})
