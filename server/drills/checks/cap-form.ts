/** The elements of a part of a CAP 1.2 message in the order its schema gives them; `*` any number, `+` one or more, `?` one or none. */
const FORM: Readonly<Record<string, readonly string[]>> = {
  alert: [
    ...['identifier', 'sender', 'sent', 'status', 'msgType', 'source?', 'scope', 'restriction?', 'addresses?', 'code*', 'note?'],
    ...['references?', 'incidents?', 'info*'],
  ],
  info: [
    ...[
      'language?',
      'category+',
      'event',
      'responseType*',
      'urgency',
      'severity',
      'certainty',
      'audience?',
      'eventCode*',
      'effective?',
    ],
    ...[
      'onset?',
      'expires?',
      'senderName?',
      'headline?',
      'description?',
      'instruction?',
      'web?',
      'contact?',
      'parameter*',
      'resource*',
    ],
    'area*',
  ],
  area: ['areaDesc', 'polygon*', 'circle*', 'geocode*', 'altitude?', 'ceiling?'],
  eventCode: ['valueName', 'value'],
  parameter: ['valueName', 'value'],
  geocode: ['valueName', 'value'],
  resource: ['resourceDesc', 'mimeType', 'size?', 'uri?', 'derefUri?', 'digest?'],
}

/** What the schema of CAP 1.2 allows in some elements. */
const VALUES: Readonly<Record<string, RegExp>> = {
  status: /^(Actual|Exercise|System|Test|Draft)$/,
  msgType: /^(Alert|Update|Cancel|Ack|Error)$/,
  scope: /^(Public|Restricted|Private)$/,
  category: /^(Geo|Met|Safety|Security|Rescue|Fire|Health|Env|Transport|Infra|CBRNE|Other)$/,
  responseType: /^(Shelter|Evacuate|Prepare|Execute|Avoid|Monitor|Assess|AllClear|None)$/,
  urgency: /^(Immediate|Expected|Future|Past|Unknown)$/,
  severity: /^(Extreme|Severe|Moderate|Minor|Unknown)$/,
  certainty: /^(Observed|Likely|Possible|Unlikely|Unknown)$/,
  sent: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
  effective: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
  expires: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
  circle: /^-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?$/,
}

interface Element {
  readonly name: string
  readonly children: Element[]
  text: string
}

/**
 * What is not as the schema of CAP 1.2 has it: elements missing, out of their order or too many, and values it does not know.
 * Written beside the product's own reader and without it, so that the two do not share a mistake. Pure.
 */
export function capFaults(document: string): readonly string[] {
  if (!document.includes('xmlns="urn:oasis:names:tc:emergency:cap:1.2"')) return ['not of the namespace of CAP 1.2']
  if (/<!DOCTYPE/i.test(document)) return ['has a DOCTYPE']
  const root = treeOf(document)
  return root?.name === 'alert' ? faultsOf(root) : ['is no alert']
}

function faultsOf(element: Element): string[] {
  const { name, children, text } = element
  const form = FORM[name]
  const own = form ? orderFaults(name, children, form) : children.length > 0 ? [`${name} has elements in it`] : []
  const value = VALUES[name]
  return [...own, ...(value && !value.test(text.trim()) ? [`${name} is "${text.trim()}"`] : []), ...children.flatMap(faultsOf)]
}

function orderFaults(name: string, children: readonly Element[], form: readonly string[]): string[] {
  const faults: string[] = []
  let rest = [...children]
  for (const slot of form) {
    const wanted = slot.replace(/[*+?]$/, '')
    let count = 0
    while (rest[0]?.name === wanted) {
      rest = rest.slice(1)
      count += 1
    }
    if (count === 0 && !/[*?]$/.test(slot)) faults.push(`${name} has no ${wanted} in its place`)
    if (count > 1 && !/[*+]$/.test(slot)) faults.push(`${name} has ${count} of ${wanted}`)
  }
  return rest.length > 0 ? [...faults, `${name} has ${rest[0]?.name} where it must not be`] : faults
}

function treeOf(document: string): Element | undefined {
  const top: Element = { name: '', children: [], text: '' }
  const open = [top]
  for (const [, closing, name, isEmpty, text] of document.matchAll(/<(\/?)([A-Za-z][\w.-]*)[^<>]*?(\/?)>|([^<]+)/g)) {
    const within = open.at(-1) as Element
    if (text !== undefined) within.text += text
    else if (closing) open.pop()
    else if (name !== undefined) {
      const element: Element = { name, children: [], text: '' }
      within.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  return top.children[0]
}
