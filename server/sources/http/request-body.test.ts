import { expect, it } from 'vitest'
import { bodyForm } from './request-body.ts'

it.each([
  ['application/json', 'json'],
  ['application/json; charset=utf-8', 'json'],
  ['Application/X-NDJSON;charset="UTF-8"', 'ndjson'],
  ['application/jsonl', 'ndjson'],
])('knows %s', (type, form) => {
  expect(bodyForm({ 'content-type': type })).toBe(form)
})

it.each([
  [{}, 'x-ndjson'],
  [{ 'content-type': 'text/csv' }, 'x-ndjson'],
  [{ 'content-type': '__proto__' }, 'x-ndjson'],
  [{ 'content-type': 'application/json; charset=GBK' }, 'gbk'],
  [{ 'content-type': 'application/json', 'content-encoding': 'br' }, 'gzip'],
])('refuses %j and says what to send', (headers, word) => {
  expect(() => bodyForm(headers)).toThrow(
    expect.objectContaining({ code: 'request/media-type', detail: expect.stringContaining(word) }),
  )
})
