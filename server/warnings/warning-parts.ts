import type { AreaTree, Catalogue } from '#contract/catalogue.ts'
import type { WarningPlan } from '#contract/warning.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import type { AreaShapes } from './area-shapes.ts'
import type { IssuingParts } from './issuing.ts'
import type { WarningFeedParts } from './open/warning-feed.ts'
import type { ReceivingParts } from './receive-warning.ts'

/** What a city says of its warnings, and where its areas lie. */
export interface WarningCity {
  readonly plan: WarningPlan | undefined
  readonly shapes: AreaShapes
}

/** Everything the doors, the verbs and the feed of warnings need. */
export function warningParts({
  catalogue,
  ...parts
}: WarningCity & ExecuteParts & { readonly catalogue: Catalogue; readonly tree: AreaTree }): ExecuteParts &
  IssuingParts &
  ReceivingParts &
  Omit<WarningFeedParts, 'publicUrl'> {
  const { city, hub, drill } = catalogue
  return {
    ...{ ...parts, city, isSimulated: hub === 'simulated', isDrill: drill !== undefined, ownSender: parts.plan?.sender },
    ...{ names: city.names, senderNames: parts.plan?.senderNames ?? city.names },
  }
}
