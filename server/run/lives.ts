import { alarmLife } from '../alarms/alarm-life.ts'
import { caseLife } from '../cases/case-life.ts'
import { decisionLife } from '../decisions/decision-life.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import type { Lives } from '../matters/sight.ts'
import { orderLife } from '../orders/order-life.ts'
import { reminderLife } from '../reminders/reminder-life.ts'
import { shiftHandoverLife } from '../shifts/shift-handover-life.ts'
import { WARNING } from '../warnings/warning-life.ts'

/** The life of each kind of matter this server keeps. */
export const LIVES: Lives = {
  alarm: alarmLife,
  warning: WARNING,
  incident: incidentLife,
  order: orderLife,
  decision: decisionLife,
  'shift-handover': shiftHandoverLife,
  case: caseLife,
  reminder: reminderLife,
}
