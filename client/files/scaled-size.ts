export interface Size {
  readonly width: number
  readonly height: number
}

/** A size brought down so that its longer side is at most `limit`, in whole pixels, never below one; never made larger. Pure. */
export function scaledSize({ width, height }: Size, limit: number): Size {
  const scale = Math.min(1, limit / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
