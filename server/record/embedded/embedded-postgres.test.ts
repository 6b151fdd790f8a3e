import { expect, it } from 'vitest'
import { startSentence } from './embedded-postgres.ts'

it.each([
  [['PANIC:  could not write to file "pg_wal/x": No space left on device'], 'is full'],
  [['FATAL:  database files are incompatible with server', 'DETAIL:  …'], 'another major version'],
  [
    ['LOG:  starting', '2026-01-01 UTC [1] FATAL:  could not load server certificate'],
    'did not start: could not load server certificate',
  ],
  [[], 'did not start: it said nothing'],
])('makes one sentence with a remedy of %j', (told, words) => {
  const sentence = startSentence(told, '/data/postgres')
  expect(sentence).toContain(words)
  expect(sentence).toContain('/data/postgres')
  expect(sentence).not.toContain('\n')
})
