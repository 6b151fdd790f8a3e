import type { CallRefused } from '../call.ts'
import { usePage } from '../page/page-context.ts'
import { refusalWords } from '../refusal-words.ts'

/** Why a call was refused, in a sentence, read out at once. Nothing where nothing was. */
export function Refused({ refusal }: { refusal: CallRefused | undefined }) {
  const page = usePage()
  return (
    <div role="alert">
      {refusal !== undefined && (
        <p className="refused">
          <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
            <rect x="1.8" y="1.8" width="10.4" height="10.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
            <path d="m4.6 4.6 4.8 4.8M9.4 4.6 4.6 9.4" stroke="currentColor" strokeWidth="1.7" />
          </svg>
          <span>{refusalWords(refusal, page)}</span>
        </p>
      )}
    </div>
  )
}
