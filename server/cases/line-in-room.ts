import type { CaseLine } from '#contract/case.ts'

/** A line as a room sees it, where nobody knows who looks: nothing that anybody wrote. See `caseInRoom`. */
export function lineInRoom({ placeText: _placeText, ...line }: CaseLine): CaseLine {
  return { ...line, what: '', attachments: 0 }
}
