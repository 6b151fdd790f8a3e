import { CAP_NAMESPACE, type CapMessage } from '#contract/cap.ts'
import { Refusal } from '#contract/errors.ts'
import { ALERT, type CapRule, isList } from './cap-grammar.ts'
import { checkCap } from './check-cap.ts'
import type { Complaint } from './complaint.ts'
import { readXml, SIGNATURE_NAMESPACE, type XmlElement } from './xml-tree.ts'

/** Complaints told at once; whoever sends a hundred mistakes mends the first few and sends again. */
const MOST_TOLD = 8

/**
 * Reads a CAP 1.2 message, strictly: the elements and their order by the grammar, and the rules of the specification that no
 * schema can hold. Throws Refusal: `request/too-large`, `warning/doctype`, `warning/not-xml`, `warning/not-cap`, or
 * `warning/invalid`, whose detail names each place and what would be right there.
 */
export function readCap(bytes: Uint8Array, now: number): CapMessage {
  const root = readXml(bytes)
  if (root.name !== 'alert' || root.namespace !== CAP_NAMESPACE)
    throw new Refusal(
      'warning/not-cap',
      `The document is a <${root.name}> of ${root.namespace === '' ? 'no namespace' : `"${root.namespace}"`}; send an <alert xmlns="${CAP_NAMESPACE}">.`,
    )
  const complaints: Complaint[] = []
  const message = readElements(root, ALERT, 'alert', complaints) as unknown as CapMessage
  // What is not there cannot be compared.
  const all = complaints.length > 0 ? complaints : checkCap(message, now)
  if (all.length > 0) throw new Refusal('warning/invalid', told(all))
  return message
}

function told(complaints: readonly Complaint[]): string {
  const shown = complaints.slice(0, MOST_TOLD).map(({ place, sentence }) => `${place} ${sentence}`)
  const more = complaints.length - shown.length
  return `${shown.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`
}

function readElements(
  { children, line }: XmlElement,
  rules: readonly CapRule[],
  place: string,
  complaints: Complaint[],
): Readonly<Record<string, unknown>> {
  const here = `${place} (line ${line})`
  const own = children.filter(({ namespace }) => namespace === CAP_NAMESPACE)
  for (const { name, namespace } of children)
    if (namespace !== CAP_NAMESPACE && !(place === 'alert' && namespace === SIGNATURE_NAMESPACE))
      complaints.push({ place: here, sentence: `holds <${name}> of "${namespace}", which CAP does not know; take it out.` })
  let last = 0
  for (const { name } of own) {
    const position = rules.findIndex((rule) => rule.name === name)
    if (position < 0) complaints.push({ place: here, sentence: `holds <${name}>, which CAP 1.2 does not have there; take it out.` })
    else if (position < last)
      complaints.push({ place: here, sentence: `has <${name}> after <${rules[last]?.name}>; CAP wants it before.` })
    last = Math.max(last, position)
  }
  const found: Record<string, unknown> = {}
  for (const rule of rules) {
    const elements = own.filter(({ name }) => name === rule.name)
    const isNeeded = rule.occurs === 'one' || rule.occurs === 'some'
    if (elements.length === 0 && isNeeded) complaints.push({ place: here, sentence: `has no <${rule.name}>; CAP needs one.` })
    if (elements.length > 1 && !isList(rule))
      complaints.push({ place: here, sentence: `has ${elements.length} <${rule.name}>; CAP takes one.` })
    const values = elements.map((element, index) =>
      readElement(
        element,
        rule,
        elements.length > 1 || isList(rule) ? `${place}/${rule.name}[${index + 1}]` : `${place}/${rule.name}`,
        complaints,
      ),
    )
    if (isList(rule)) found[rule.name] = values
    else if (values.length > 0) found[rule.name] = values[0]
  }
  return found
}

function readElement(element: XmlElement, { holds }: CapRule, place: string, complaints: Complaint[]): unknown {
  if (!('read' in holds)) return readElements(element, holds, place, complaints)
  const here = `${place} (line ${element.line})`
  if (element.children.length > 0) {
    complaints.push({ place: here, sentence: `holds <${element.children[0]?.name}>; CAP wants text there.` })
    return undefined
  }
  const read = holds.read(element.text)
  if ('value' in read) return read.value
  complaints.push({ place: here, sentence: read.wrong })
  return undefined
}
