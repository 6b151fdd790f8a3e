import { join, posix } from 'node:path'
import { parseAst } from 'vite'

/** One import of a file: what it says, and what that is: a path of the repository, or `npm:` and a package's name. */
export interface Import {
  readonly says: string
  readonly target: string
}

/** A use of the clock, of chance or of a timer. */
export const WORLDLY = [
  'Date.now',
  'new Date()',
  'performance.now',
  'Math.random',
  'setTimeout',
  'setInterval',
  'setImmediate',
] as const

/**
 * Every module a file names: `import`, `import type`, `export from`, `import()`, `import('…').Type`, `require()`,
 * `import.meta.glob()` and `new URL('./….ts', import.meta.url)`. Read from the syntax tree, so words in strings and comments do
 * not count. `path` is the file's path in the repository.
 */
export function importsOf(path: string, source: string): Import[] {
  const found: string[] = []
  walk(parse(path, source), (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
      case 'TSExternalModuleReference':
        found.push(...literals(node.source ?? node.argument ?? node.expression))
        break
      case 'CallExpression':
        if (nameOf(node.callee) === 'require' || nameOf(node.callee) === 'import.meta.glob')
          found.push(...literals(first(node.arguments)))
        break
      case 'NewExpression':
        if (nameOf(node.callee) === 'URL')
          found.push(...literals(first(node.arguments)).filter((says) => /^[.].*[.][jt]sx?$/.test(says)))
        break
    }
  })
  return found.map((says) => ({ says, target: targetOf(path, says) }))
}

/** Which of `WORLDLY` a file uses. */
export function worldlyUses(path: string, source: string): string[] {
  const found = new Set<string>()
  walk(parse(path, source), (node) => {
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0)
      found.add('new Date()')
    if (node.type !== 'CallExpression') return
    const name = nameOf(node.callee).replace(/^(globalThis|window)\./, '')
    if ((WORLDLY as readonly string[]).includes(name)) found.add(name)
  })
  return [...found]
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

function parse(path: string, source: string): Node {
  return parseAst(
    source,
    { lang: path.endsWith('x') ? 'tsx' : path.endsWith('.d.ts') ? 'dts' : 'ts', astType: 'ts' },
    path,
  ) as unknown as Node
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') visit(value as Node)
    for (const child of Object.values(value)) walk(child, visit)
  }
}

/** The text of a literal, of a template without holes, or of each element of a list of them. */
function literals(value: unknown): string[] {
  const node = value as Node | null | undefined
  if (!node) return []
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'TSLiteralType') return literals(node.literal)
  if (node.type === 'TemplateLiteral')
    return (node.quasis as { value: { cooked: string } }[]).slice(0, 1).map((part) => part.value.cooked)
  if (node.type === 'ArrayExpression') return (node.elements as unknown[]).flatMap(literals)
  return []
}

function first(list: unknown): unknown {
  return (list as unknown[])[0]
}

/** `a.b.c` as written, for identifiers, members and `import.meta`; an empty string for anything else. */
function nameOf(value: unknown): string {
  const node = value as Node
  if (node.type === 'Identifier') return node.name as string
  if (node.type === 'MetaProperty') return 'import.meta'
  if (node.type === 'MemberExpression' && node.computed === false) return `${nameOf(node.object)}.${nameOf(node.property)}`
  return ''
}

function targetOf(path: string, says: string): string {
  const specifier = says.replace(/[?].*$/, '')
  if (specifier.startsWith('#contract/')) return specifier.slice(1)
  if (specifier.startsWith('.')) return posix.normalize(join(posix.dirname(path), specifier))
  if (specifier.startsWith('/')) return specifier.slice(1)
  if (specifier.startsWith('node:')) return `npm:node/${specifier.slice('node:'.length)}`
  return `npm:${specifier}`
}
