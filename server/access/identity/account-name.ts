/** Longest name of an account, in characters. */
export const MAX_NAME_LENGTH = 40

/** Letters of other alphabets that look like Latin ones, after case folding: Cyrillic and Greek, as far as names need them. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ɑ: 'a',
  ɡ: 'g',
  ı: 'i',
  ſ: 's',
}

/**
 * The form in which names of accounts are compared: two names that a person would take for one have the same.
 * Compatibility forms (full-width letters, ligatures), case, accents, look-alike letters and runs of spaces make no
 * difference; what cannot be seen is dropped. Pure.
 */
export function nameKey(name: string): string {
  const folded = name.normalize('NFKC').replace(INVISIBLE, '').toLowerCase().toUpperCase().toLowerCase()
  const plain = folded.normalize('NFD').replace(/(\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek})\p{M}+/gu, '$1')
  return plain
    .normalize('NFKC')
    .replace(/./gu, (letter) => LOOKALIKES[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Control and format characters (zero width, direction), and what no font draws. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u180B-\u180F\uFE00-\uFE0F]/gu

/**
 * The name as it is kept, or undefined when it cannot be one: 2 to 40 letters, digits and . _ - @ or single spaces,
 * beginning with a letter or digit; nothing invisible. Pure.
 */
export function tidyName(name: string): string | undefined {
  const tidy = name.normalize('NFKC').trim()
  if (tidy.length < 2 || tidy.length > MAX_NAME_LENGTH) return undefined
  if (tidy.replace(INVISIBLE, '') !== tidy) return undefined
  return /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}._@-]| (?! ))*$/u.test(tidy) ? tidy : undefined
}

/** The name as others are shown it, or undefined when it cannot be one: 1 to 40 characters, none of them invisible. Pure. */
export function tidyShownName(name: string): string | undefined {
  const tidy = name.normalize('NFC').trim()
  return tidy.length >= 1 && tidy.length <= MAX_NAME_LENGTH && tidy.replace(INVISIBLE, '') === tidy ? tidy : undefined
}
