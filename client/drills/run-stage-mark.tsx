import type { DrillRunHead, RunStage } from '#contract/drill-run.ts'
import { Glyph, type GlyphKind } from '../design/glyph.tsx'
import { useDrillWords } from './use-drill-words.ts'

const GLYPHS: Readonly<Record<RunStage, GlyphKind>> = {
  ...{ preparing: 'partial', playing: 'live', paused: 'late' },
  ...{ finished: 'live', stopped: 'empty', failed: 'fault', lost: 'off' },
}

/** Where a run stands, by a shape and a word; of one played to its end, whether every expectation was met. */
export function RunStageMark({ run }: { readonly run: Pick<DrillRunHead, 'stage' | 'missed' | 'refused'> }) {
  const w = useDrillWords()
  const { stage, missed, refused } = run
  const hasFailed = stage === 'finished' && (missed > 0 || refused > 0)
  return (
    <span className={`run-stage run-${stage}`}>
      <Glyph kind={hasFailed ? 'fault' : GLYPHS[stage]} />{' '}
      {stage === 'finished' ? w(hasFailed ? 'passed.not' : 'passed.all') : w(`stage.${stage}`)}
    </span>
  )
}
