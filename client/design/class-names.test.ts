import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'

const CLIENT = join(import.meta.dirname, '..')

/** Classes that a sheet lays out by themselves, outside of media: `.unit { … }`, and not `.units .unit { … }`. */
function ownClasses(sheet: string): Set<string> {
  const own = new Set<string>()
  let depth = 0
  let selector = ''
  for (const sign of sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '')) {
    if (sign === '{') {
      if (depth === 0)
        for (const one of selector.replaceAll(/\([^()]*\)/g, '').split(',')) if (/^\.[\w-]+$/.test(one.trim())) own.add(one.trim())
      depth += 1
    }
    if (sign === '}') depth -= 1
    selector = sign === '{' || sign === '}' ? '' : selector + sign
  }
  return own
}

it('reads the classes that a sheet lays out by themselves', () => {
  const sheet = '/* .no { } */ :is(.no, .no) .a { } .a,\n.b { x: y } .a .c { } .d:hover { } @media print { .e { } } .f { }'
  expect([...ownClasses(sheet)]).toEqual(['.a', '.b', '.f'])
})

it('lays out no class in two sheets: what a screen loads later would change what it shows already', () => {
  const sheetsOf = new Map<string, string[]>()
  for (const file of globSync('**/*.css', { cwd: CLIENT }).sort()) {
    const path = join(CLIENT, file)
    for (const name of ownClasses(readFileSync(path, 'utf8'))) {
      sheetsOf.set(name, [...(sheetsOf.get(name) ?? []), relative(CLIENT, path)])
    }
  }
  expect([...sheetsOf].filter(([, sheets]) => sheets.length > 1)).toEqual([])
})
