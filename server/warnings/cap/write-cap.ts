import { CAP_NAMESPACE, type CapMessage } from '#contract/cap.ts'
import { ALERT, type CapRule, isList } from './cap-grammar.ts'

/** The document of a message: what our reader, and any other of CAP 1.2, reads back whole. */
export function writeCap(message: CapMessage): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<alert xmlns="${CAP_NAMESPACE}">`]
  writeElements(message, ALERT, 1, lines)
  return `${[...lines, '</alert>'].join('\n')}\n`
}

function writeElements(value: unknown, rules: readonly CapRule[], depth: number, lines: string[]): void {
  const fields = value as Readonly<Record<string, unknown>>
  const indent = '  '.repeat(depth)
  for (const rule of rules) {
    const field = fields[rule.name]
    const values = isList(rule) ? ((field ?? []) as readonly unknown[]) : field === undefined ? [] : [field]
    for (const each of values) {
      const { name, holds } = rule
      if ('write' in holds) lines.push(`${indent}<${name}>${escapeXml(holds.write(each))}</${name}>`)
      else {
        lines.push(`${indent}<${name}>`)
        writeElements(each, holds, depth + 1, lines)
        lines.push(`${indent}</${name}>`)
      }
    }
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** Text as XML carries it; what XML cannot carry at all, control characters and half characters, is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, '')
    .replace(/[&<>"\r]/g, (found) => ENTITIES[found] as string)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
