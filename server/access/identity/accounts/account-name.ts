/** Longest name of an account, in characters. */
export const MAX_NAME_LENGTH = 40

/** Small letters of other alphabets beside the Latin one each looks like: Cyrillic and Greek, as far as names need them. */
const LOOKALIKES = new Map(
  ['аa вb сc ԁd еe һh іi јj кk ӏl мm нh оo рp ԛq ѕs тt уy ѵv ԝw хx', 'αa βb εe ηn ιi κk νv οo ρp τt υu χx ɑa ɡg ıi'].flatMap(
    (pairs) => pairs.split(' ').map(([other, latin]) => [other, latin]),
  ),
)

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
    .replace(/./gu, (letter) => LOOKALIKES.get(letter) ?? letter)
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Control and format characters (zero width, direction), and what no font draws. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

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
