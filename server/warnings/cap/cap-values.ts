import type { CapReference } from '#contract/cap.ts'
import type { Read } from './complaint.ts'

/** How one kind of text in CAP becomes a value, and a value that text again. */
export interface CapText<Value = unknown> {
  read(text: string): Read<Value>
  write(value: Value): string
}

/** A text that only itself knows the value of. */
// biome-ignore lint/suspicious/noExplicitAny: a text is only ever handed its own values back.
export type AnyCapText = CapText<any>

const same = (text: string) => text

/** Words for people: white space at the ends is of the document, not of the words. */
export const words: CapText<string> = {
  read: (text) => (text.trim() === '' ? { wrong: 'is empty; leave the element out or say something.' } : { value: text.trim() }),
  write: same,
}

/** A name that others refer to by: no spaces, commas, < or &. */
export const name: CapText<string> = {
  read: (text) =>
    /^[^\s,<&]{1,300}$/.test(text.trim())
      ? { value: text.trim() }
      : { wrong: 'is 1 to 300 characters without spaces, commas, < and &, since others refer to it.' },
  write: same,
}

const TIME = /^\d{4}-\d{2}-\d{2}T(\d{2}):(\d{2}):(\d{2})[-+](\d{2}):(\d{2})$/

/** A time with its offset. */
export const time: CapText<string> = {
  read: (text) => {
    const said = text.trim()
    const found = TIME.exec(said)
    if (!found && /Z$/i.test(said)) return { wrong: `is "${said}"; CAP writes no Z: write -00:00 for UTC, or the local offset.` }
    if (!found && /\.\d/.test(said)) return { wrong: `is "${said}"; CAP writes whole seconds.` }
    if (!found || Number.isNaN(Date.parse(said)) || Number(found[4]) > 14)
      return { wrong: `is "${said}"; write date, time and offset, such as 2026-09-08T10:42:00+08:00.` }
    return { value: said }
  },
  write: same,
}

/** A language by its tag. */
export const language: CapText<string> = {
  read: (text) =>
    /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(text.trim())
      ? { value: text.trim() }
      : { wrong: `is "${text.trim()}"; write a language tag such as zh-CN or en-US.` },
  write: same,
}

/** An address people may open: nothing but http and https, so that none runs anything. */
export const webAddress: CapText<string> = {
  read: (text) =>
    URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol)
      ? { value: text.trim() }
      : { wrong: `is "${text.trim().slice(0, 60)}"; write a whole address that begins with https:// or http://.` },
  write: same,
}

/** An address of a resource: whole, or beside the message. */
export const resourceAddress: CapText<string> = {
  read: (text) => {
    const said = text.trim()
    const isSafe =
      URL.canParse(said, 'https://beside.invalid/') && /^(https?|ftp):$/.test(new URL(said, 'https://beside.invalid/').protocol)
    return isSafe && !/\s/.test(said) ? { value: said } : { wrong: `is "${said.slice(0, 60)}"; write an https:// address.` }
  },
  write: same,
}

/** One word of a list that CAP gives. */
export function oneOf<const Word extends string>(list: readonly Word[]): CapText<Word> {
  return {
    read: (text) => {
      const found = list.find((each) => each === text.trim())
      if (found) return { value: found }
      const near = list.find((each) => each.toLowerCase() === text.trim().toLowerCase())
      return { wrong: `is "${text.trim().slice(0, 40)}"; ${near ? `write ${near}` : `choose one of ${list.join(', ')}`}.` }
    },
    write: same,
  }
}

/** Words in one text, apart by spaces; words with spaces stand in quotes. */
export const wordList: CapText<readonly string[]> = {
  read: (text) => {
    const found = [...text.trim().matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    return found.length > 0 ? { value: found } : { wrong: 'is empty; leave the element out.' }
  },
  write: (list) => list.map((each) => (/\s|^$/.test(each) ? `"${each}"` : each)).join(' '),
}

/** Messages one refers to: `sender,identifier,sent`, apart by spaces. */
export const referenceList: CapText<readonly CapReference[]> = {
  read: (text) => {
    const found: CapReference[] = []
    for (const each of text.trim().split(/\s+/)) {
      const [sender = '', identifier = '', sent = '', ...more] = each.split(',')
      const at = time.read(sent)
      if (sender === '' || identifier === '' || more.length > 0)
        return { wrong: `has "${each.slice(0, 80)}"; write sender,identifier,sent for each message, apart by spaces.` }
      if ('wrong' in at) return { wrong: `has "${each.slice(0, 80)}", whose time ${at.wrong}` }
      found.push({ sender, identifier, sent: at.value })
    }
    return { value: found }
  },
  write: (list) => list.map(({ sender, identifier, sent }) => `${sender},${identifier},${sent}`).join(' '),
}

type Place = [number, number]

const NUMBER = /^[-+]?\d{1,10}(\.\d{1,15})?$/

function place(text: string): Read<Place> {
  const [latitude = '', longitude = '', ...more] = text.split(',')
  if (!NUMBER.test(latitude) || !NUMBER.test(longitude) || more.length > 0)
    return { wrong: `has "${text.slice(0, 40)}"; write latitude,longitude in degrees.` }
  const [lat, lon] = [Number(latitude), Number(longitude)]
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return { value: [lat, lon] }
  return Math.abs(lat) <= 180 && Math.abs(lon) <= 90
    ? { wrong: `has "${text}", which looks like longitude,latitude; CAP writes latitude first: ${lon},${lat}.` }
    : { wrong: `has "${text}", which is no place on earth.` }
}

/** A closed ring of places. */
export const polygon: CapText<readonly Place[]> = {
  read: (text) => {
    const ring: Place[] = []
    for (const each of text.trim().split(/\s+/)) {
      const read = place(each)
      if ('wrong' in read) return read
      ring.push(read.value)
    }
    const [first, last] = [ring[0], ring.at(-1)]
    if (ring.length < 4) return { wrong: `has ${ring.length} places; a ring has four or more, the last one equal to the first.` }
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return { wrong: 'is not closed; repeat the first place at the end.' }
    return { value: ring }
  },
  write: (ring) => ring.map(([lat, lon]) => `${decimal(lat)},${decimal(lon)}`).join(' '),
}

/** A place and a radius in kilometres. */
export const circle: CapText<{ readonly centre: Place; readonly radiusKm: number }> = {
  read: (text) => {
    const [where = '', radius = '', ...more] = text.trim().split(/\s+/)
    const centre = place(where)
    if ('wrong' in centre) return centre
    if (!NUMBER.test(radius) || Number(radius) < 0 || more.length > 0)
      return { wrong: `has the radius "${radius}"; write latitude,longitude, a space and the radius in kilometres.` }
    return { value: { centre: centre.value, radiusKm: Number(radius) } }
  },
  write: ({ centre: [lat, lon], radiusKm }) => `${decimal(lat)},${decimal(lon)} ${decimal(radiusKm)}`,
}

/** A number with decimals. */
export const number: CapText<number> = {
  read: (text) =>
    NUMBER.test(text.trim()) ? { value: Number(text) } : { wrong: `is "${text.trim().slice(0, 40)}"; write a number.` },
  write: (value) => decimal(value),
}

/** A size in bytes. */
export const whole: CapText<number> = {
  read: (text) =>
    /^\d{1,15}$/.test(text.trim()) ? { value: Number(text) } : { wrong: `is "${text.trim().slice(0, 40)}"; write a whole number.` },
  write: String,
}

/** A number without an exponent, as CAP reads numbers. */
function decimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(15).replace(/0+$/, '').replace(/\.$/, '') : text
}
