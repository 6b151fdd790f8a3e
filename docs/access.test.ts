import { expect, it } from 'vitest'
import { ACTIONS, ROLES } from '../contract/access.ts'
import { readText } from './house/files.ts'

const page = readText('docs/access.md')
const table = (heading: string) => {
  const part = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = [...part.matchAll(/^\| `([^`]+)` *\|(.*)\|$/gm)]
  return rows.map(([, name, rest]) => [name, (rest ?? '').split('|').map((cell) => cell.trim())] as const)
}

it('the page of access says of every role what the program lets it do', () => {
  const written = table('Roles').map(([role, [kind, audience, clearance, may]]) => [
    role,
    { kind, audience, clearance, may: [...(may ?? '').matchAll(/`([^`]+)`/g)].map(([, action]) => action) },
  ])
  expect(Object.fromEntries(written)).toEqual(ROLES)
})

it('the page of access explains every action', () => {
  expect(table('Actions').map(([action]) => action)).toEqual([...ACTIONS])
  for (const [action, [words]] of table('Actions')) expect(words?.length, action).toBeGreaterThan(10)
})
