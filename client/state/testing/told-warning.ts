import { type CapInfo, capTime } from '#contract/cap.ts'
import type { Warning, WarningState } from '#contract/warning.ts'

const HOUR_MS = 3_600_000

/** A warning for tests: of heavy rain, in both languages, for a town, from 0 for six hours. */
export function toldWarning(id: string, part: Partial<WarningState> = {}): Warning {
  const info = (language: string, event: string, headline: string): CapInfo => ({
    ...{ language, category: ['Met'], event, responseType: [], urgency: 'Expected', severity: 'Severe', certainty: 'Likely' },
    ...{ eventCode: [], headline, parameter: [], resource: [], area: [] },
  })
  const message: WarningState['message'] = {
    ...{ identifier: id, sender: 'met', sent: capTime(0, 480), status: 'Actual', msgType: 'Alert', scope: 'Public', code: [] },
    info: [info('zh-CN', '暴雨', '暴雨橙色预警'), info('en-US', 'Rain', 'Heavy rain')],
  }
  const state: WarningState = {
    ...{ origin: 'source', source: 'met', phase: 'in-force', status: 'Actual', scope: 'Public', colour: 'orange' },
    ...{ severity: 'Severe', urgency: 'Expected', certainty: 'Likely', areas: ['a'], place: 'a', fromAt: 0, untilAt: 6 * HOUR_MS },
    ...{ message, messages: [{ sender: 'met', identifier: id, sent: message.sent, msgType: 'Alert' }], replies: [], ...part },
  }
  return {
    kind: 'warning',
    id,
    version: 1,
    revision: 1,
    openedAt: 0,
    changedAt: 0,
    isOpen: true,
    reach: { area: state.place },
    state,
  }
}
