import { type DrillScore, isPassed } from '#contract/drill.ts'
import { clock } from './play.ts'

/** How a drill came out, as an operator reads it. */
export function scoreText({ drill, verdicts, refused, seconds, wallSeconds }: DrillScore): string {
  const lines = verdicts.map(({ isMet, sentence, from, deadline, at, why }) => {
    const when = deadline === 0 ? '始终 throughout' : at === undefined ? '—' : `${clock(at)} (${deadline} s from ${clock(from)})`
    return `  ${isMet ? '✓ 达成 met    ' : '✗ 未达成 NOT MET'} ${sentence.zh} · ${sentence.en}\n      ${when}; ${why.zh} · ${why.en}`
  })
  const met = verdicts.filter(({ isMet }) => isMet).length
  return [
    `${drill}: ${met}/${verdicts.length} 达成 met, ${refused.length} 被拒 refused; ${clock(seconds)} in ${wallSeconds.toFixed(1)} s`,
    ...lines,
    ...refused.map((line) => `  ! ${line}`),
  ].join('\n')
}

/** One line for each drill. */
export function tableText(scores: readonly DrillScore[]): string {
  const rows = scores.map((score) => {
    const { drill, verdicts, refused, seconds, wallSeconds } = score
    const met = verdicts.filter(({ isMet }) => isMet).length
    const word = isPassed(score) ? '✓ 通过 passed' : '✗ 未通过 FAILED'
    return `${drill.padEnd(24)} ${word.padEnd(16)} ${`${met}/${verdicts.length}`.padStart(5)} 期望 met  ${String(refused.length).padStart(2)} refused  ${clock(seconds)} in ${wallSeconds.toFixed(1)} s`
  })
  const met = scores.reduce((sum, { verdicts }) => sum + verdicts.filter(({ isMet }) => isMet).length, 0)
  const all = scores.reduce((sum, { verdicts }) => sum + verdicts.length, 0)
  return [...rows, `${met} of ${all} expectations met`].join('\n')
}
