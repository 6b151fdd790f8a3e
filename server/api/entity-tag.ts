/** True when an If-None-Match header names the tag: the caller has the very thing already (RFC 9110, weak comparison). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const opaque = (each: string) => each.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((each) => opaque(each) === opaque(tag))
}
