/** 0:07, 1:42: how long a voice note is, or how far it has come. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
