import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const CLIENT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(file, 'utf8')

/** What a page has before anything is fetched later: its entry, and the shell of its display. */
const FIRST = ['wall', 'office', 'desk', 'mobile'].map((display) => ['main.tsx', `app/${display}-shell.tsx`] as const)

it('lays out the first view of every display by sheets that come with it: nothing in it moves when others arrive', () => {
  const sheets = new Map(
    globSync('**/*.css', { cwd: CLIENT }).map((file) => [join(CLIENT, file), classesIn(read(join(CLIENT, file)))]),
  )
  const late = FIRST.flatMap((entries) => {
    const files = fetchedWith(entries.map((entry) => join(CLIENT, entry)))
    const first = [...sheets].filter(([file]) => files.has(file)).flatMap(([, classes]) => [...classes])
    const later = new Set([...sheets].flatMap(([, classes]) => [...classes]).filter((name) => !first.includes(name)))
    return [...files]
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) =>
        classesOn(read(file))
          .filter((name) => later.has(name))
          .map((name) => `${relative(CLIENT, file)}: ${name}`),
      )
  })
  expect([...new Set(late)]).toEqual([])
})

/** The files that come with some: imported by them, and by those, but not fetched later. */
function fetchedWith(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries)
  for (const file of found) {
    if (!/\.tsx?$/.test(file)) continue
    for (const [, path] of read(file).matchAll(/^(?:(?:import|export) (?!type )[^'()]*?from |import )'(\.[^']+)'/gm))
      found.add(resolve(dirname(file), path as string))
  }
  return found
}

/** Classes a sheet says something of. */
function classesIn(sheet: string): ReadonlySet<string> {
  return new Set(
    [...sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g)].map(([, name]) => name as string),
  )
}

/** Classes a component writes out. */
function classesOn(source: string): readonly string[] {
  return [...source.matchAll(/className="([^"]+)"/g)].flatMap(([, names]) => (names as string).split(/\s+/))
}
