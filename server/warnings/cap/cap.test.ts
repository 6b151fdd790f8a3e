import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAP_MSG_TYPES, CAP_STATUSES, type CapInfo, type CapMessage, capInstant, capTime } from '#contract/cap.ts'
import { Refusal } from '#contract/errors.ts'
import { readCap } from './read-cap.ts'
import { writeCap } from './write-cap.ts'

const NOW = Date.parse('2026-09-08T10:45:00+08:00')

const INFO: CapInfo = {
  language: 'zh-CN',
  category: ['Met'],
  event: '台风',
  responseType: ['Prepare', 'Monitor'],
  urgency: 'Expected',
  severity: 'Moderate',
  certainty: 'Likely',
  eventCode: [{ valueName: 'GB/T 35561', value: '11A01' }],
  effective: '2026-09-08T10:42:00+08:00',
  expires: '2026-09-09T10:42:00+08:00',
  headline: '台风蓝色预警 <A & B> "引号"',
  web: 'https://weather.example/a?b=1&c=2',
  parameter: [],
  resource: [
    { resourceDesc: 'map', mimeType: 'image/png', size: 12, uri: 'https://weather.example/m.png', digest: 'a'.repeat(40) },
  ],
  area: [
    {
      areaDesc: '全市',
      polygon: [
        [
          [22.7, 113.5],
          [22.7, 114.2],
          [23.1, 114.2],
          [22.7, 113.5],
        ],
      ],
      circle: [{ centre: [22.9, 113.7], radiusKm: 1.5 }],
      geocode: [{ valueName: 'GB/T 2260', value: '441900' }],
      altitude: 100,
      ceiling: 200.5,
    },
  ],
}
const ALERT: CapMessage = {
  ...{ identifier: 'a-1', sender: 'w@weather.example', sent: '2026-09-08T10:42:00+08:00', status: 'Actual', msgType: 'Alert' },
  ...{ scope: 'Public', code: [], info: [INFO] },
}

describe('what is written is read back whole', () => {
  it('for a full message, in two languages, with everything CAP has', () => {
    const full: CapMessage = {
      ...ALERT,
      ...{ msgType: 'Update', source: 's', scope: 'Restricted', restriction: 'staff', addresses: ['one', 'two words'] },
      ...{ code: ['c1', 'c2'], note: 'n', incidents: ['i 1', 'i2'] },
      references: [{ sender: ALERT.sender, identifier: 'a-0', sent: '2026-09-08T01:00:00-00:00' }],
      info: [INFO, { ...INFO, language: 'en-US', event: 'Typhoon', headline: 'Typhoon blue' }],
    }
    expect(readCap(bytesOf(writeCap(full)), NOW)).toEqual(full)
  })

  it('whatever people write into it', () => {
    const said = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.trim())
      .filter((text) => isWritable(text))
    const messages = fc
      .record({ headline: said, description: said, instruction: said, event: said })
      .map((words): CapMessage => ({ ...ALERT, info: [{ ...INFO, ...words }] }))
    fc.assert(
      fc.property(messages, (message) => {
        expect(readCap(bytesOf(writeCap(message)), NOW)).toEqual(message)
      }),
    )
  })

  it('whatever its kind, where it refers to another one', () => {
    for (const msgType of CAP_MSG_TYPES)
      for (const status of CAP_STATUSES) {
        const message: CapMessage = {
          ...{ ...ALERT, msgType, status, note: 'because' },
          references: [{ sender: ALERT.sender, identifier: 'a-0', sent: '2026-09-08T09:00:00+08:00' }],
        }
        expect(readCap(bytesOf(writeCap(message)), NOW)).toEqual(message)
      }
  })

  it('and its times are written as CAP writes them: an offset, never Z', () => {
    expect(capTime(Date.parse('2026-09-08T02:42:00.700Z'), 480)).toBe('2026-09-08T10:42:00+08:00')
    expect(capTime(Date.parse('2026-09-08T02:42:00Z'), 0)).toBe('2026-09-08T02:42:00-00:00')
    expect(capTime(Date.parse('2026-09-08T02:42:00Z'), -210)).toBe('2026-09-07T23:12:00-03:30')
    expect(capInstant('2026-09-08T02:42:00-00:00')).toBe(Date.parse('2026-09-08T02:42:00Z'))
  })
})

describe('what XML can do besides saying something is refused before it is done', () => {
  const plain = writeCap(ALERT)
  it.each<[name: string, document: string | Uint8Array, code: string]>([
    ['a document type', plain.replace('<alert', '<!DOCTYPE alert SYSTEM "http://evil.example/x.dtd"><alert'), 'warning/doctype'],
    ['entities that grow', `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(50)}">]>${plain.split('?>')[1]}`, 'warning/doctype'],
    ['a document type in other letters', plain.replace('<alert', '<!doctype alert><alert'), 'warning/doctype'],
    ['an entity nobody declared', plain.replace('台风', '&xxe;'), 'warning/not-xml'],
    ['a processing instruction', plain.replace('<alert', '<?xml-stylesheet href="x.xsl"?><alert'), 'warning/not-xml'],
    ['another encoding', plain.replace('UTF-8', 'GB18030'), 'warning/not-xml'],
    ['bytes that are not UTF-8', Buffer.from([0x3c, 0xb1, 0xb1, 0x3e]), 'warning/not-xml'],
    ['UTF-16', Buffer.from(plain, 'utf16le'), 'warning/not-xml'],
    ['XML 1.1', plain.replace('version="1.0"', 'version="1.1"'), 'warning/not-xml'],
    ['broken tags', plain.replace('</info>', ''), 'warning/not-xml'],
    ['an attribute twice', plain.replace('<alert ', '<alert xmlns:a="x" xmlns:a="y" '), 'warning/not-xml'],
    ['attributes CAP has not', plain.replace('<info>', '<info lang="zh">'), 'warning/not-xml'],
    ['words beside elements', plain.replace('<info>', '<info>hello'), 'warning/not-xml'],
    ['depth', plain.replace('<info>', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}<info>`), 'warning/not-xml'],
    ['a flood of elements', plain.replace('<info>', `${'<code>x</code>'.repeat(30_000)}<info>`), 'warning/not-xml'],
    ['too many bytes', `${plain}${' '.repeat(1024 * 1024)}`, 'request/too-large'],
    ['nothing', '', 'warning/not-xml'],
    ['JSON', '{}', 'warning/not-xml'],
    ['CAP 1.1', plain.replace('cap:1.2', 'cap:1.1'), 'warning/not-cap'],
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'warning/not-cap'],
  ])('%s', (_name, document, code) => {
    expect(refusalOf(document)).toMatchObject({ code })
    expect(refusalOf(document).detail.length).toBeGreaterThan(15)
  })

  it('takes a namespace prefix, a byte order mark, a comment and CDATA, which are only ways of writing', () => {
    const prefixed = plain
      .replace(/<(\/?)(?=[a-zA-Z])/g, '<$1cap:')
      .replace('xmlns=', 'xmlns:cap=')
      .replace('<cap:headline>', '<!-- a --><cap:headline><![CDATA[a < b]]>')
    expect(readCap(bytesOf(`\ufeff${prefixed}`), NOW).info[0]?.headline).toBe('a < b台风蓝色预警 <A & B> "引号"')
  })

  it('passes a signature over, which is not verified here', () => {
    const signed = plain.replace(
      '</alert>',
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="s"><a><b>c</b></a></Signature></alert>',
    )
    expect(readCap(bytesOf(signed), NOW)).toEqual(ALERT)
  })
})

describe('a message that breaks the rules is refused with the place and the remedy', () => {
  it.each<[name: string, change: (text: string) => string, place: string, remedy: RegExp]>([
    ['no identifier', (text) => text.replace(/<identifier>.*<\/identifier>/, ''), 'alert', /no <identifier>/],
    ['an identifier with a comma', (text) => text.replace('a-1', 'a,1'), 'alert/identifier', /without spaces, commas/],
    ['a time in Z', (text) => text.replace('10:42:00+08:00</sent>', '02:42:00Z</sent>'), 'alert/sent', /no Z/],
    [
      'a time with fractions',
      (text) => text.replace('10:42:00+08:00</sent>', '10:42:00.5+08:00</sent>'),
      'alert/sent',
      /whole seconds/,
    ],
    [
      'a day that is none',
      (text) => text.replace('2026-09-08T10:42:00+08:00</sent>', '2026-13-41T10:42:00+08:00</sent>'),
      'alert/sent',
      /such as/,
    ],
    [
      'a time to come',
      (text) => text.replace('2026-09-08T10:42:00+08:00</sent>', '2026-09-08T10:52:00+08:00</sent>'),
      'alert/sent',
      /clock/,
    ],
    ['a word of no list', (text) => text.replace('Moderate', 'moderate'), 'alert/info[1]/severity', /write Moderate/],
    ['an unknown level', (text) => text.replace('Moderate', 'III'), 'alert/info[1]/severity', /Extreme, Severe/],
    ['an element twice', (text) => text.replace('<scope>', '<status>Test</status><scope>'), 'alert', /CAP takes one/],
    [
      'another order',
      (text) =>
        text.replace('<sender>w@weather.example</sender>', '').replace('<scope>', '<sender>w@weather.example</sender><scope>'),
      'alert',
      /CAP wants it before/,
    ],
    ['an element CAP has not', (text) => text.replace('<scope>', '<colour>blue</colour><scope>'), 'alert', /<colour>/],
    ['an element where text belongs', (text) => text.replace('a-1', '<b>a-1</b>'), 'alert/identifier', /wants text/],
    ['no info', (text) => text.replace(/<info>[\s\S]*<\/info>/, ''), 'alert', /nothing to show/],
    ['no area', (text) => text.replace(/<area>[\s\S]*<\/area>/, ''), 'alert/info[1]', /for where/],
    [
      'an end before its beginning',
      (text) => text.replace('2026-09-09T10:42', '2026-09-08T10:00'),
      'alert/info[1]/expires',
      /not after/,
    ],
    [
      'longitude first',
      (text) => text.replace('22.7,113.5 22.7,114.2', '113.5,22.7 22.7,114.2'),
      'alert/info[1]/area[1]/polygon[1]',
      /22.7,113.5/,
    ],
    [
      'an open ring',
      (text) => text.replace('23.1,114.2 22.7,113.5', '23.1,114.2 22.7,113.6'),
      'alert/info[1]/area[1]/polygon[1]',
      /repeat the first/,
    ],
    [
      'a ring of three',
      (text) => text.replace('22.7,114.2 23.1,114.2 ', '23.1,114.2 '),
      'alert/info[1]/area[1]/polygon[1]',
      /four or more/,
    ],
    [
      'a circle without a radius',
      (text) => text.replace('22.9,113.7 1.5', '22.9,113.7'),
      'alert/info[1]/area[1]/circle[1]',
      /kilometres/,
    ],
    [
      'an address that runs',
      (text) => text.replace(/<web>.*<\/web>/, '<web>javascript:alert(1)</web>'),
      'alert/info[1]/web',
      /https/,
    ],
    ['a ceiling below', (text) => text.replace('200.5', '20'), 'alert/info[1]/area[1]', /below/],
    [
      'a restriction nobody asked for',
      (text) => text.replace('<scope>Public</scope>', '<scope>Public</scope><restriction>x</restriction>'),
      'alert/restriction',
      /belongs to/,
    ],
    ['a private one to nobody', (text) => text.replace('Public', 'Private'), 'alert', /addresses/],
    ['an update of nothing', (text) => text.replace('>Alert<', '>Update<'), 'alert', /without <references>/],
    [
      'a cancel of somebody else’s',
      (text) => withReference(text.replace('>Alert<', '>Cancel<'), 'other@x,b-1,2026-09-08T10:00:00+08:00'),
      'alert/references[1]',
      /only its own sender/,
    ],
    [
      'a reference to itself',
      (text) => withReference(text.replace('>Alert<', '>Cancel<'), 'w@weather.example,a-1,2026-09-08T10:42:00+08:00'),
      'alert/references[1]',
      /itself/,
    ],
    [
      'a reference of one part',
      (text) => withReference(text.replace('>Alert<', '>Cancel<'), 'a-1'),
      'alert/references',
      /sender,identifier,sent/,
    ],
    [
      'an error without its reason',
      (text) => withReference(text.replace('>Alert<', '>Error<'), 'other@x,b-1,2026-09-08T10:00:00+08:00'),
      'alert',
      /say what is wrong/,
    ],
  ])('%s', (_name, change, place, remedy) => {
    const refusal = refusalOf(change(writeCap(ALERT)))
    expect(refusal.code).toBe('warning/invalid')
    expect(refusal.detail).toMatch(remedy)
    expect(refusal.detail.startsWith(`${place} `)).toBe(true)
  })

  it('tells several mistakes at once, and counts those it leaves out', () => {
    const { detail } = refusalOf(
      writeCap(ALERT).replaceAll(/<(sent|status|scope|event|urgency|severity|certainty|areaDesc|category)>[^<]*</g, '<$1><'),
    )
    expect(detail.match(/alert\//g)?.length).toBeGreaterThan(5)
    expect(detail).toContain('And 1 more.')
  })
})

function withReference(text: string, reference: string): string {
  return text.replace('<info>', `<references>${reference}</references><info>`)
}

/** What XML can carry, and ends of lines as XML gives them back. */
function isWritable(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters XML 1.0 forbids
  return text !== '' && text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text)
}

function refusalOf(document: string | Uint8Array): Refusal {
  try {
    readCap(typeof document === 'string' ? bytesOf(document) : document, NOW)
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
  throw new Error('the document was taken')
}
