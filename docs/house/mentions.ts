import { ERRORS } from '#contract/errors.ts'

/** A thing a document says exists: a path of the repository or an npm script, with the words that say it. */
export interface Mention {
  readonly kind: 'path' | 'script'
  readonly name: string
  readonly says: string
}

/** Where paths of ours begin. Other words with a slash in them (media types, routes, events) are not paths. */
const FIRST_FOLDERS = 'contract|server|client|dashboards|mock-data|e2e|docs|\\.ci'

/**
 * What a Markdown document of the repository promises to be there: links, paths in backticks or code blocks, and npm scripts.
 * `path` is the document's own path, which its links are relative to. A path with a placeholder (`<id>`, `…`, `NAME`) is
 * promised up to the folder before it.
 */
export function mentionsOf(path: string, text: string): Mention[] {
  const found: Mention[] = []
  for (const [says, target] of text.matchAll(/\]\(([^)\s]+)\)/g) as Iterable<[string, string]>) {
    if (/^(https?:|mailto:|#)/.test(target)) continue
    found.push({ kind: 'path', name: fromFolderOf(path, target.replace(/#.*$/, '')), says })
  }
  for (const says of codeOf(text)) {
    for (const [match] of says.matchAll(new RegExp(`(?<![\\w./:@-])(?:${FIRST_FOLDERS})/[\\w./*<>{},…-]*`, 'g'))) {
      const name = beforePlaceholder(match.replace(/[.,]+$/, ''))
      if (!(name in ERRORS)) found.push({ kind: 'path', name, says })
    }
    for (const [, script] of says.matchAll(/\bnpm run (?:--silent |-s )?([\w:-]+)/g))
      found.push({ kind: 'script', name: script as string, says })
    for (const [, script] of says.matchAll(/\bnpm (start|test)\b/g)) found.push({ kind: 'script', name: script as string, says })
  }
  return found
}

/** The text inside backticks and fenced blocks, where documents name things exactly. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1] as string)
  const inline = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string)
  return [...blocks, ...inline]
}

function beforePlaceholder(path: string): string {
  const parts = path.split('/')
  const at = parts.findIndex((part) => /[<>{}*…]|^[A-Z]{2,}$|my-/.test(part))
  return (at === -1 ? parts : parts.slice(0, at)).join('/').replace(/\/$/, '')
}

function fromFolderOf(document: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = document.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
