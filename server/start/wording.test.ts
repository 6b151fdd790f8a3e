import { expect, it } from 'vitest'
import { readyText, stepLine } from './wording.ts'

const CITY = { zh: '河口市', en: 'Rivermouth' }

it('gives the address of each display, and says whether the figures are real', () => {
  const text = readyText('http://127.0.0.1:8080', CITY, 4.21, 'simulated', '127.0.0.1')
  for (const display of ['wall', 'office', 'desk', 'mobile']) expect(text).toContain(`http://127.0.0.1:8080/${display}\n`)
  expect(text).toContain('河口市 Rivermouth · 4.2 s')
  expect(text).toContain('simulated')
  expect(text).not.toContain('network')
})

it('says where figures are to be sent when nobody invents any', () => {
  expect(readyText('http://127.0.0.1:8080', CITY, 1, 'none', '127.0.0.1')).toContain(
    'POST http://127.0.0.1:8080/api/hub/observations',
  )
})

it('names the folders when the database could not be where it was asked to be', () => {
  const line = stepLine({ kind: 'cluster-elsewhere', folder: '/var/lib/guanlan/database-1', closedBy: '/root' })
  expect(line).toContain('/var/lib/guanlan/database-1')
  expect(line).toContain('/root')
})
