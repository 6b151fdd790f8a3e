/** Most characters of a caller's own text that a sentence repeats. */
const LONGEST = 60

/**
 * A value from outside as a sentence may repeat it: short, on one line, without control characters, and never walked
 * into, whatever its size or depth.
 */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string': {
      const head = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
      return JSON.stringify(head.replace(UNPRINTABLE, '�'))
    }
    case 'number':
    case 'boolean':
      return String(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? 'a list' : 'an object'
    default:
      return `of type ${typeof value}`
  }
}

/** Control and formatting characters, and halves of surrogate pairs that slicing may leave. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu
