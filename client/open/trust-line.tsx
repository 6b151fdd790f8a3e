import { Glyph } from '../design/glyph.tsx'
import type { FigureModel } from './open-model.ts'

/** Who says so and when it was true, with the shape of its state; an old figure says first since when. */
export function TrustLine({ model: { glyph, department, when, isStale } }: { readonly model: FigureModel }) {
  return (
    <p className={`open-trust${isStale ? ' is-stale' : ''}`}>
      <Glyph kind={glyph} />
      <span className="open-said">
        <span className="open-said-parts">
          <span>{isStale ? when : department}</span> <span>{isStale ? department : when}</span>
        </span>
      </span>
    </p>
  )
}
