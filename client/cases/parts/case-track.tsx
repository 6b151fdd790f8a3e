import { CASE_STATIONS, type CaseStage, STATION_OF } from '#contract/case.ts'
import { useCaseWords } from '../use-case-words.ts'

/** The seven stations of a case: what is passed, where it stands, what is ahead; the word of where it stands beside it. */
export function CaseTrack({ stage }: { readonly stage: CaseStage }) {
  const w = useCaseWords()
  const station = STATION_OF[stage]
  const isAside = stage === 'rejected' || stage === 'void' || stage === 'merged'
  const at = station === null ? (isAside ? 0 : CASE_STATIONS.length) : CASE_STATIONS.indexOf(station)
  const word = isAside || station === null ? w(`stage.${stage}`) : w(`station.${station}`)
  return (
    <span className="case-track">
      <span className={`case-track-word${isAside ? ' is-aside' : ''}`}>{word}</span>
      <svg className="case-track-cells" viewBox="0 0 76 9" aria-hidden="true">
        {CASE_STATIONS.map((one, place) => (
          <rect
            key={one}
            x={place * 11}
            y={place === at ? 0 : 2}
            width="9"
            height={place === at ? 9 : 5}
            rx="1"
            className={isAside || place > at ? 'is-ahead' : place < at ? 'is-passed' : 'is-here'}
          />
        ))}
      </svg>
      {!isAside && station !== null && (
        <span className="visually-hidden">{w('track.label', { n: at + 1, word: w(`stage.${stage}`) })}</span>
      )}
    </span>
  )
}
