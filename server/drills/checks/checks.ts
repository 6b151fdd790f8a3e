import type { DrillCheck, DrillCheckKind } from '#contract/drill.ts'
import type { Found, Look, Looking } from './check.ts'
import {
  alarmArrivals,
  alarmOnce,
  backupPowerShown,
  badRowsRefused,
  duplicatesCorrected,
  figuresStale,
  lookedUp,
  sumsAgree,
} from './figures.ts'
import {
  casualtiesOnWall,
  channelsJoined,
  clusterJoined,
  levelProposed,
  oneIncident,
  replayEqualsRecord,
  reported,
  rollAnswered,
} from './incidents.ts'
import { commandsOnce, oneWriter, ordersAcknowledged, survivesKill } from './orders.ts'
import { capCircle, openClean, publicNotice } from './outside.ts'
import { markOnScreens, slowScreenAlone } from './screens.ts'

/** Where each kind of expectation is looked up. */
const CHECKS: { readonly [Kind in DrillCheckKind]: Look<Kind> } = {
  'one-incident': oneIncident,
  'channels-joined': channelsJoined,
  reported,
  'level-proposed': levelProposed,
  'orders-acknowledged': ordersAcknowledged,
  'roll-answered': rollAnswered,
  'casualties-on-wall': casualtiesOnWall,
  'figures-stale': figuresStale,
  'public-notice': publicNotice,
  'cap-circle': capCircle,
  'replay-equals-record': replayEqualsRecord,
  'alarm-once': alarmOnce,
  'alarm-arrivals': alarmArrivals,
  'cluster-joined': clusterJoined,
  'survives-kill': survivesKill,
  'one-writer': oneWriter,
  'backup-power-shown': backupPowerShown,
  'looked-up': lookedUp,
  'mark-on-screens': markOnScreens,
  'slow-screen-alone': slowScreenAlone,
  'commands-once': commandsOnce,
  'open-clean': openClean,
  'sums-agree': sumsAgree,
  'duplicates-corrected': duplicatesCorrected,
  'bad-rows-refused': badRowsRefused,
}

/** Looks whether an expectation holds at this moment. */
export async function look(check: DrillCheck, looking: Looking): Promise<Found> {
  return (CHECKS[check.kind] as Look<DrillCheckKind>)(check, looking)
}
