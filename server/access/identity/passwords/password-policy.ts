import { nameKey } from '../accounts/account-name.ts'

/** Shortest password of mixed characters, and shortest pass-phrase of any. */
export const SHORTEST = 8
export const SHORTEST_PHRASE = 16
export const LONGEST = 128

/** Of lower case, upper case, digits and everything else. */
const KINDS_NEEDED = 3

/** Fewer different characters than this are no secret, however often they are repeated. */
const DIFFERENT_NEEDED = { password: 5, phrase: 7 }

/** What speaks against a password, or undefined. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-plain' | 'holds-name' | 'common'

/** Names that somebody who guesses knows. */
export interface KnownNames {
  /** Names of the account: no password holds one of them. */
  readonly names: readonly string[]
  /** Names of the city: no password is one of them with digits and signs around it. */
  readonly places: readonly string[]
}

/**
 * Judges a new password (GB/T 22239-2019 8.1.4.1 a): eight characters of three kinds, or sixteen of any; not with the name
 * of the account in it, nor one that is tried first everywhere, nor one made of a name of the city. Pure.
 */
export function passwordFault(password: string, { names, places }: KnownNames): PasswordFault | undefined {
  const characters = [...password.normalize('NFKC')]
  if (characters.length < SHORTEST) return 'too-short'
  if (characters.length > LONGEST) return 'too-long'
  const isPhrase = characters.length >= SHORTEST_PHRASE
  if (!isPhrase && kindsOf(characters) < KINDS_NEEDED) return 'too-plain'
  if (new Set(characters).size < (isPhrase ? DIFFERENT_NEEDED.phrase : DIFFERENT_NEEDED.password)) return 'too-plain'
  const key = nameKey(password)
  if (names.map(nameKey).some((name) => name.length >= 3 && key.includes(name))) return 'holds-name'
  return isCommon(characters.join(''), new Set(places.map(spelling))) ? 'common' : undefined
}

function kindsOf(characters: readonly string[]): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => characters.some((one) => kind.test(one)))
    .length
}

/**
 * True for a password that is a word everyone tries with digits and signs around it, or a run of the keyboard: what people
 * make of `password` to please a rule is as well known as the word.
 */
function isCommon(password: string, places: ReadonlySet<string>): boolean {
  const folded = password.toLowerCase()
  const plain = [folded, folded.replace(/[!@#$%^&*()]/g, (sign) => UNSHIFTED[sign] ?? sign)].map((text) =>
    text.replace(/[^\p{L}\p{N}]/gu, ''),
  )
  if (plain.some((text) => RUNS.some((run) => run.includes(text)) || RUNS_TOGETHER.has(text))) return true
  if (password.length >= SHORTEST_PHRASE) return false
  const core = folded.replace(/[^\p{L}]+$/u, '')
  const words = [folded, core].flatMap(unleeted).map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
  return words.some((word) => COMMON_WORDS.has(word) || places.has(spelling(word)))
}

/** A name as people type it into a password: lower case, nothing but letters. */
function spelling(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
}

/** As it stands, and with the signs read as the letters they stand for; 1 stands for two. */
function unleeted(text: string): readonly string[] {
  const read = text.replace(/[@403$57]/g, (sign) => LEET[sign] ?? sign)
  return [text, read.replaceAll('1', 'l'), read.replaceAll('1', 'i')]
}

const LEET: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '0': 'o', '3': 'e', $: 's', '5': 's', '7': 't' }

/** Digits by the sign on their key. */
const UNSHIFTED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'!@#$%^&*()'].map((sign, at) => [sign, '1234567890'[at] ?? '']),
)

/** Rows and columns of a keyboard and of the alphabet, as far as fingers run. */
const RUNS = ['01234567890123456789', '98765432109876543210', 'qwertyuiopasdfghjklzxcvbnm', 'abcdefghijklmnopqrstuvwxyz']

const RUNS_TOGETHER: ReadonlySet<string> = new Set(
  '1qaz2wsx 1qaz2wsx3edc qaz123wsx 1q2w3e4r 1q2w3e4r5t zaq12wsx zaq1xsw2 qwe123asd qweasd123 abcd1234 a1b2c3d4 aa123456 aa112233 aabb1122 abc123456 asd123456 asdf1234 qwer1234 q1w2e3r4 123456aa 123456abc 12345678a'.split(
    ' ',
  ),
)

const COMMON_WORDS: ReadonlySet<string> = new Set(
  `a aa abc abcd admin administrator adminadmin asdf asdfgh asdfghjkl changeme city cloud command dashboard default demo dragon
  football gov government guanlan guest hello huawei iloveyou letmein login love master mima monkey newpassword nihao office operator
  oracle p pass passwd password postgres pwd q qaz qazwsx qq qwe qwer qwert qwerty qwertyuiop root screen secret server service shadow
  smartcity summer sunshine super superman support sys sysadmin system temp test tester testing trial user wall wang weixin welcome winter
  woaini woaizhongguo wsx x xiaoming xxx zaq zhang zhongguo zxc zxcv zxcvb zxcvbn zxcvbnm 密码 管理员 观澜`.split(/\s+/),
)
