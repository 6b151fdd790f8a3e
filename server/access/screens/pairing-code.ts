/** A code is shown this long, ms. */
export const PAIRING_MS = 10 * 60_000

const DIGITS = 8

/** A code for people to read off a wall: eight digits, all codes equally likely. */
export function newPairingCode(random: (bytes: number) => Buffer): string {
  // Six bytes are so many more than the codes there are that no code is noticeably likelier than another.
  return String(random(6).readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The code as it is shown: two groups of four. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`
}

/** What somebody typed as a code, or undefined when it cannot be one; a space or hyphen between the groups makes no difference. */
export function readPairingCode(text: string): string | undefined {
  return /^\s*(\d{4})[ -]?(\d{4})\s*$/.exec(text)?.slice(1).join('')
}
