import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, readText, repositoryRoot } from './house/files.ts'
import { mentionsOf } from './house/mentions.ts'

const files = listFiles()
const documents = files.filter((path) => path.endsWith('.md'))
const texts = files.filter((path) => !/\.(png|jpg|woff2?|ico|pmtiles|gz|br)$/.test(path))
const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }

describe('what the documents say', () => {
  it.each(documents)('%s names only paths and npm scripts that exist', (path) => {
    const missing = mentionsOf(path, readText(path)).filter(({ kind, name }) =>
      kind === 'path' ? !existsSync(join(repositoryRoot, name)) : !(name in scripts),
    )
    expect(missing).toEqual([])
  })

  it('links to files, never to lines, which move', () => {
    expect(documents.filter((path) => /\]\([^)]*(#L\d+|\.\w+:\d+)[^)]*\)/.test(readText(path)))).toEqual([])
  })

  it('reads a document the way a newcomer does', () => {
    const text =
      'See [the walk](./life.md#start), `server/hub/` and `client/panels/<type>/model.ts`; run `npm run verify`, `npm test`. `application/json`.'
    expect(mentionsOf('docs/x.md', text).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'path docs/life.md',
      'path server/hub',
      'path client/panels',
      'script verify',
      'script test',
    ])
  })
})

describe('words that never stand in the tree', () => {
  /** Each pattern is put together here, so that this file does not trip over itself. */
  const forbidden: readonly (readonly [string, RegExp, RegExp])[] = [
    ['a task left for later', new RegExp(`\\b(${'TO'}DO|${'FIX'}ME)\\b`), /./],
    ['a promise without a date', new RegExp(`${'coming'} soon`, 'i'), /./],
    ['a test that silences the others', new RegExp(`\\b(it|test|describe)\\.${'on'}ly\\b`), /\.tsx?$/],
    ['a test that does not run', new RegExp(`\\b(it|test|describe)\\.(${'sk'}ip|${'fix'}me)\\b`), /\.tsx?$/],
    ['a wait for time instead of for a condition', new RegExp(`waitFor${'Timeout'}`), /\.tsx?$/],
    ['a folder of somebody’s machine', new RegExp(`(?<![\\w.-])/(${'work'}|home|Users)/`), /./],
    ['the address of a package registry', /https?:\/\/[^\s"']*(registry\.|npmmirror|artifactory|verdaccio|nexus)/i, /./],
  ]

  it.each(forbidden)('%s', (_, pattern, where) => {
    const lines = texts
      .filter((path) => where.test(path))
      .flatMap((path) =>
        readText(path)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
      )
    expect(lines).toEqual([])
  })

  it('a resolved address in the lock file', () => {
    expect(readText('package-lock.json')).not.toContain('"resolved"')
  })
})
