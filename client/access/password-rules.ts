/** What a password must be, as far as a browser can tell; the server also knows the common ones and those used before. */
export const PASSWORD_RULES = ['length', 'kinds', 'name'] as const
export type PasswordRule = (typeof PASSWORD_RULES)[number]

export interface JudgedRule {
  readonly rule: PasswordRule
  readonly isMet: boolean
}

const SHORTEST = 8
/** From this length on, any characters will do. */
const LONG = 16
const KINDS_NEEDED = 3
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]|\p{Lo}/u]
/** Names shorter than this stand in too many words by chance. */
const SHORTEST_NAME = 3

/** How far a password that is being written meets each rule. Pure. */
export function judgePassword(password: string, name: string): readonly JudgedRule[] {
  const length = [...password.normalize('NFKC')].length
  const kinds = KINDS.filter((kind) => kind.test(password)).length
  const folded = name.trim().toLowerCase()
  const holdsName = folded.length >= SHORTEST_NAME && password.toLowerCase().includes(folded)
  return [
    { rule: 'length', isMet: length >= SHORTEST },
    { rule: 'kinds', isMet: length >= LONG || kinds >= KINDS_NEEDED },
    { rule: 'name', isMet: length > 0 && !holdsName },
  ]
}

/** True when a browser sees nothing wrong with it. */
export function seemsGood(password: string, name: string): boolean {
  return judgePassword(password, name).every(({ isMet }) => isMet)
}
