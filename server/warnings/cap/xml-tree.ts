import { isUtf8 } from 'node:buffer'
import { SaxesParser } from 'saxes'
import { Refusal } from '#contract/errors.ts'

/** An element with its text and the elements in it; what stands beside elements is white space or refused. */
export interface XmlElement {
  readonly name: string
  readonly namespace: string
  /** The line it begins on, from 1: places are named by it. */
  readonly line: number
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** A warning with maps and pictures beside it has some ten kilobytes; one with an enclosed picture some hundred. */
export const MAX_XML_BYTES = 1024 * 1024

/** CAP is five deep, a signature nine. */
const MAX_DEPTH = 12
const MAX_ELEMENTS = 20_000

/** Attributes that say something about names and schemas only. */
const HARMLESS = /^(?:xmlns(?::.*)?|xsi:.*|xml:.*)$/

/**
 * Reads a document into a tree. What XML can do besides saying something is refused, most of it before it is read: document
 * types and entities, processing instructions, other encodings, documents too large, too deep or of too many parts.
 * Throws Refusal with the line and what to do.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > MAX_XML_BYTES)
    throw new Refusal(
      'request/too-large',
      `A warning may have ${MAX_XML_BYTES} bytes; link pictures by uri instead of enclosing them.`,
    )
  if (!isUtf8(bytes)) throw new Refusal('warning/not-xml', 'The bytes are not UTF-8; convert them first, and say encoding="UTF-8".')
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const declared = /<!(doctype|entity)/i.exec(text)?.[1]
  if (declared)
    throw new Refusal(
      'warning/doctype',
      `Take the <!${declared.toUpperCase()} …> out (line ${lineAt(text, /<!(doctype|entity)/i)}).`,
    )
  return parse(text)
}

interface Growing {
  readonly name: string
  readonly namespace: string
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

function parse(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Growing[] = []
  let root: XmlElement | undefined
  let count = 0
  const refuse = (sentence: string): never => {
    throw new Refusal('warning/not-xml', `Line ${parser.line}: ${sentence}`)
  }
  parser.on('error', (fault) => refuse(`the XML is broken: ${fault.message.replace(/^[\d:]+ ?/, '')}`))
  parser.on('doctype', () => {
    throw new Refusal('warning/doctype')
  })
  parser.on('processinginstruction', ({ target }) => refuse(`take the processing instruction <?${target} …?> out.`))
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== undefined && version !== '1.0') refuse(`the document says it is XML ${version}; send XML 1.0.`)
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) refuse(`the document says encoding="${encoding}"; send UTF-8.`)
  })
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) refuse(`<${tag.name}> lies deeper than ${MAX_DEPTH} elements; nothing in CAP does.`)
    if (++count > MAX_ELEMENTS) refuse(`the document has more than ${MAX_ELEMENTS} elements.`)
    for (const name of Object.keys(tag.attributes))
      if (!HARMLESS.test(name) && tag.uri !== SIGNATURE_NAMESPACE)
        refuse(`CAP has no attribute ${name}; take it off <${tag.name}>.`)
    open.push({ name: tag.local, namespace: tag.uri, line: parser.line, children: [], text: '' })
  })
  const onText = (more: string) => {
    const here = open.at(-1)
    if (here) here.text += more
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const done = open.pop()
    if (!done) return
    if (done.children.length > 0 && done.text.trim() !== '')
      refuse(
        `<${done.name}> holds elements and the words "${done.text.trim().slice(0, 30)}" beside them; put the words into an element.`,
      )
    const outer = open.at(-1)
    if (outer) outer.children.push(done)
    else root = done
  })
  parser.write(text).close()
  return root ?? refuse('there is no element.')
}

/** A signature may stand at the end of a message; it is passed over, not verified. */
export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'

function lineAt(text: string, found: RegExp): number {
  return text.slice(0, text.search(found)).split('\n').length
}
