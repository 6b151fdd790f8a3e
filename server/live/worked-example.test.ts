import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scriptedHub } from './testing/scripted-hub.ts'
import { type TestedCity, testedCity } from './testing/tested-city.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/protocol.md'), 'utf8')
const [, lived = '', resumed = '', binary = ''] =
  /## A worked example\n[\s\S]*?```text\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(page) ?? []

it('the worked example is, letter by letter, what a server says to a bare WebSocket', async () => {
  const hub = scriptedHub()
  await using city = await testedCity(hub)
  hub.say('tiny.calls', 'north', 3)
  const spoken: string[] = []
  const first = await Talk.open(city, spoken)
  await first.hear('0')
  await first.say('40/live,{"token":"gr_…"}')
  await first.hear('40')
  await first.say('42/live,0["subscribe",{"series":[{"metric":"tiny.calls","area":"north"}]}]')
  await first.hear('43')
  hub.say('tiny.calls', 'north', 4)
  city.tick()
  await first.hear('42/live,["patch"')
  expect(spoken).toEqual(linesOf(lived))

  spoken.splice(0)
  hub.say('tiny.calls', 'north', 5)
  city.tick(0)
  const second = await Talk.open(city, [])
  await second.hear('0')
  await second.say('40/live,')
  await second.hear('40')
  second.spoken = spoken
  await second.say('42/live,0["resume",{"series":[{"metric":"tiny.calls","area":"north"}],"epoch":"epoch-1","revision":2}]')
  await second.hear('43')
  expect(spoken).toEqual(linesOf(resumed))
})

it('the bytes of the worked example are what a server sends', async () => {
  const hub = scriptedHub()
  await using city = await testedCity(hub)
  hub.say('tiny.calls', 'north', 3)
  const spoken: string[] = []
  const talk = await Talk.open(city, [])
  await talk.hear('0')
  await talk.say('40/live,')
  await talk.hear('40')
  talk.spoken = spoken
  await talk.say('42/live,0["subscribe",{"series":[{"metric":"tiny.calls","area":"north"}],"encoding":"binary"}]')
  await talk.hear('46')
  const [said, heard, ...hex] = linesOf(binary)
  expect(spoken).toEqual([said, heard])
  const bytes = await talk.bytes()
  expect(bytes.toString('hex')).toBe(hex.map((line) => line.replace(/#.*$/, '').replace(/[^0-9a-f]/g, '')).join(''))
})

/** A conversation over a bare WebSocket, written down as the page writes it. */
class Talk {
  spoken: string[]
  readonly #raw: Awaited<ReturnType<TestedCity['raw']>>

  private constructor(raw: Awaited<ReturnType<TestedCity['raw']>>, spoken: string[]) {
    this.#raw = raw
    this.spoken = spoken
  }

  static async open(city: TestedCity, spoken: string[]): Promise<Talk> {
    return new Talk(await city.raw(), spoken)
  }

  async say(text: string): Promise<void> {
    this.spoken.push(`▶ ${text}`)
    this.#raw.send(text)
  }

  async hear(prefix: string): Promise<void> {
    const text = await this.#raw.nextText(prefix)
    this.spoken.push(`◀ ${text.replace(/"(sid|view)":"[^"]*"/g, '"$1":"…"')}`)
  }

  async bytes(): Promise<Buffer> {
    for (;;) {
      const message = await this.#raw.next()
      if (typeof message !== 'string') return message
    }
  }
}

function linesOf(block: string): string[] {
  return block.trimEnd().split('\n')
}
