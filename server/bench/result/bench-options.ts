import { parseArgs } from 'node:util'

/** What a bench was asked: its own settings, and what is to become of the result. */
export interface BenchOptions<Settings> {
  readonly settings: Settings
  /** Print the result as one line of JSON instead of a table. */
  readonly json: boolean
  /** Keep the result in `docs/performance/` and write `docs/performance.md` anew. */
  readonly record: boolean
  /** The words after `npm run bench -- NAME` that say which settings differ from what they are without a word. */
  readonly given: readonly string[]
}

/**
 * Reads the words of a command line by the settings a bench has, each with what it is when nobody says: a number or a text.
 * Throws an Error with a sentence for an option there is not and for a number that is none.
 */
export function benchOptions<Settings extends Readonly<Record<string, number | string>>>(
  defaults: Settings,
  words: readonly string[] = process.argv.slice(2),
): BenchOptions<{ [Name in keyof Settings]: Settings[Name] extends number ? number : string }> {
  const own = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]))
  const flags = { json: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ args: [...words], options: { ...own, ...flags } })
  const said = values as Readonly<Record<string, string | boolean | undefined>>
  const settings = Object.entries(defaults).map(([name, usual]) => {
    const word = said[name]
    if (typeof word !== 'string') return [name, usual]
    if (typeof usual === 'string') return [name, word]
    if (word.trim() === '' || !Number.isFinite(Number(word))) throw new Error(`--${name} is a number, and "${word}" is none`)
    return [name, Number(word)]
  })
  return {
    settings: Object.fromEntries(settings),
    json: said.json === true,
    record: said.record === true,
    given: settings
      .filter(([name, value]) => defaults[name as string] !== value)
      .flatMap(([name, value]) => [`--${name}`, `${value}`]),
  }
}
