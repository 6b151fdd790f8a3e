import type { Incident, Stage } from '../stage.ts'
import { found, type Look, yes } from './check.ts'

/** How long after it was drawn a mark was on a screen, ms. */
function shownAfter(stage: Stage, screen: 'wall' | 'desk', mark: string): number | undefined {
  const drawn = stage.notes.drawnMs.get(mark)
  const seen = stage[screen]
    .seen(stage.incident ?? '')
    .find(({ matter }) => (matter as Incident).state.marks.some(({ id }) => id === mark))
  return drawn === undefined || seen === undefined ? undefined : seen.receivedMs - drawn
}

export const markOnScreens: Look<'mark-on-screens'> = ({ mark, withinMs }, { stage }) => {
  const [wall, desk] = [shownAfter(stage, 'wall', mark), shownAfter(stage, 'desk', mark)]
  const isThere = [wall, desk].every((ms) => ms !== undefined && ms <= withinMs)
  const said = (ms: number | undefined) => (ms === undefined ? 'not yet' : `${Math.round(ms)} ms`)
  return found(
    isThere,
    `on the wall after ${said(wall)}, on the desk after ${said(desk)}`,
    `大屏 ${said(wall)} 后出现，桌面 ${said(desk)} 后出现`,
  )
}

/** A patch may take so much longer while another screen does not read: noise of a busy machine, ms. */
const NOISE_MS = 100

export const slowScreenAlone: Look<'slow-screen-alone'> = ({ behindMs }, { stage }) => {
  const { slow } = stage.notes
  if (!slow) return found(false, 'no screen was slow yet', '还没有接收过慢的屏')
  const { wasTold, endsOnNewest, othersBeforeMs, othersDuringMs } = slow
  const isUnaffected = othersDuringMs <= Math.min(behindMs, othersBeforeMs * 2 + NOISE_MS)
  return found(
    wasTold && endsOnNewest && isUnaffected,
    `the slow screen was told: ${wasTold}, ends on the newest: ${endsOnNewest}; p95 of the others ${othersBeforeMs.toFixed(0)} ms before, ${othersDuringMs.toFixed(0)} ms during`,
    `慢屏获告知：${yes(wasTold)}，最终为最新值：${yes(endsOnNewest)}；其他屏 p95 之前 ${othersBeforeMs.toFixed(0)} 毫秒，期间 ${othersDuringMs.toFixed(0)} 毫秒`,
  )
}
