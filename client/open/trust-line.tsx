import { Glyph } from '../design/glyph.tsx'
import type { FigureModel } from './open-model.ts'

/** Who says so and when it was true, with the shape of its state; an old figure says only since when. */
export function TrustLine({ model: { glyph, department, when, isStale } }: { readonly model: FigureModel }) {
  return (
    <p className={`open-trust${isStale ? ' is-stale' : ''}`}>
      <Glyph kind={glyph} />
      <span>
        {isStale ? when : department} <span className="open-when">· {isStale ? department : when}</span>
      </span>
    </p>
  )
}
