/**
 * True for a client whose page belongs to another city than the server it reached: a page of the real city must never draw what
 * happens in a drill, nor the other way round. `said` is what it says in its handshake: the id of a drill, or an empty text for
 * the real city. A program that says nothing is told by every beat.
 */
export function isOfOtherCity(said: unknown, drill: string | undefined): boolean {
  return said !== undefined && said !== (drill ?? '')
}
