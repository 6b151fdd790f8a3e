import { useEffect, useState } from 'react'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { type DrillHead, type DrillRun, isUnderWay } from '#contract/drill-run.ts'
import { call } from '../access/call.ts'
import { Confirm } from '../access/parts/confirm.tsx'
import { Press } from '../access/parts/press.tsx'
import { ReadState } from '../access/parts/read-state.tsx'
import { Refused } from '../access/parts/refused.tsx'
import { useCall } from '../access/use-call.ts'
import type { Read } from '../access/use-read.ts'
import { useHolder } from '../incidents/use-incidents.ts'
import { useFormat, useNames } from '../state/hooks.ts'
import { drillClock } from './drill-clock.ts'
import { Expectations } from './expectations.tsx'
import { Happenings } from './happenings.tsx'
import { RunStageMark } from './run-stage-mark.tsx'
import { useDrillWords } from './use-drill-words.ts'
import { useRepeatedRead } from './use-repeated-read.ts'

/** How a run stands is read this often while it goes on, ms: as often as the server writes it down. */
const WATCH_EVERY_MS = 1_000

export interface RunSheetProps {
  readonly id: string
  readonly drills: readonly DrillHead[]
  /** Told when the run is over, while it is watched. */
  onOver(): void
  onAgain(drill: string): void
}

/** One run: how far it is, what happens, how each expectation stands; afterwards its result. */
export function RunSheet({ id, ...rest }: RunSheetProps) {
  const [isOver, setOver] = useState(false)
  const read = useRepeatedRead<DrillRun>(`/api/drill-runs/${id}`, isOver ? undefined : WATCH_EVERY_MS)
  const { onOver } = rest
  const hasEnded = read.reading.kind === 'here' && !isUnderWay(read.reading.body.stage)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it ends
  useEffect(() => {
    if (!hasEnded) return
    setOver(true)
    onOver()
  }, [hasEnded])
  return <ReadState read={read}>{(run) => <Sheet {...rest} run={run} read={read} />}</ReadState>
}

function Sheet({
  run,
  read,
  drills,
  onAgain,
}: Omit<RunSheetProps, 'id' | 'onOver'> & { readonly run: DrillRun; readonly read: Read<DrillRun> }) {
  const w = useDrillWords()
  const name = useNames()
  const format = useFormat()
  const players = drills.find(({ id }) => id === run.drill)?.players ?? []
  const playerName = (id: string) => {
    const player = players.find((one) => one.id === id)
    return player ? name(player.names) : id
  }
  const share = run.duration > 0 ? Math.min(1, run.seconds / run.duration) : 0
  return (
    <article className="drill-sheet run-sheet">
      <header className="drill-head">
        <h2>
          {w('title')} · {name(run.names)}
        </h2>
        <RunStageMark run={run} />
        <span className="push" />
        <RunButtons run={run} read={read} onAgain={onAgain} />
      </header>
      <p className="soft fig">
        {w('run.by', { name: run.by.name, time: `${format.date(run.startedAt)} ${format.seconds(run.startedAt)}` })}
        {run.endedAt !== null && ` · ${w('run.ended', { time: `${format.date(run.endedAt)} ${format.seconds(run.endedAt)}` })}`}
        {' · '}
        {run.people.length === 0 ? w('people.none') : w('people', { players: run.people.map(playerName).join('、') })}
      </p>
      <div className="run-clock">
        <span className="fig run-clock-now">{drillClock(run.seconds)}</span>
        <span className="soft fig">{w('run.of', { duration: drillClock(run.duration) })}</span>
        <span className="strong fig">
          {run.speed === 'max' ? w('speed.max') : run.speed === '1' ? w('speed.1') : w('speed.times', { n: run.speed })}
        </span>
        {run.cityAt !== null && (
          <span className="soft fig">
            {w('run.city-time', {
              time: `${format.date(run.cityAt + run.seconds * 1000)} ${format.seconds(run.cityAt + run.seconds * 1000)}`,
            })}
          </span>
        )}
        <progress className="run-bar" aria-label={w('run.progress')} max={1} value={share} />
        <Score run={run} />
      </div>
      {run.fault !== null && <p className="refused">{run.fault}</p>}
      {run.stage === 'lost' && <p className="refused">{w('stage.lost.why')}</p>}
      {run.url !== null && <Screens url={run.url} />}
      <div className="drill-columns">
        <Expectations expectations={run.expectations} seconds={run.seconds} />
        <Happenings
          title={w('news.title')}
          hint={w('news.said', { n: run.happened.length })}
          happened={run.happened.toReversed()}
          players={players}
        />
      </div>
    </article>
  )
}

/** How many expectations are met, missed and open, told to whoever hears the page as it changes. */
function Score({ run: { met, missed, open, refused } }: { readonly run: DrillRun }) {
  const w = useDrillWords()
  return (
    <p className="run-score" role="status">
      <span className="strong fig">{w('expect.score', { met, missed, open })}</span>
      {refused > 0 && (
        <span className="fig">
          {w('run.refused')} {refused}
        </span>
      )}
    </p>
  )
}

function RunButtons({
  run,
  read,
  onAgain,
}: {
  readonly run: DrillRun
  readonly read: Read<DrillRun>
  onAgain(drill: string): void
}) {
  const w = useDrillWords()
  const name = useNames()
  const { may } = useHolder()
  const calling = useCall()
  const [isAsking, setAsking] = useState(false)
  const steer = async (verb: 'pause' | 'resume' | 'stop') => {
    await call('POST', `/api/drill-runs/${run.id}/${verb}`, {})
    read.again()
  }
  const blocked = may('drills:run') ? undefined : w('start.refused')
  return (
    <div className="run-buttons">
      {isUnderWay(run.stage) ? (
        <>
          {run.stage === 'paused' ? (
            <Press kind="primary" isBusy={calling.isBusy} blocked={blocked} onPress={() => void calling.run(() => steer('resume'))}>
              {w('resume')}
            </Press>
          ) : (
            <Press isBusy={calling.isBusy} blocked={blocked} onPress={() => void calling.run(() => steer('pause'))}>
              {w('pause')}
            </Press>
          )}
          <Press blocked={blocked} onPress={() => setAsking(true)}>
            {w('stop')}
          </Press>
        </>
      ) : (
        <>
          <Press onPress={() => onAgain(run.drill)}>{w('again')}</Press>
          <Press onPress={() => window.print()}>{w('print')}</Press>
        </>
      )}
      <Refused refusal={calling.refusal} />
      {isAsking && (
        <Confirm
          title={w('stop.ask', { name: name(run.names) })}
          verb={w('stop')}
          act={() => steer('stop')}
          onClose={() => setAsking(false)}
        >
          <p>{w('stop.what', { open: run.open })}</p>
        </Confirm>
      )}
    </div>
  )
}

/** The ways to the displays of the shadow city; each opens in a window of its own. */
function Screens({ url }: { readonly url: string }) {
  const w = useDrillWords()
  return (
    <p className="run-screens">
      <span className="strong">{w('screens.title')}</span>
      {DISPLAY_CLASSES.map((display) => (
        <a key={display} className="press press-plain" href={`${url}/${display}`} target="_blank" rel="noreferrer">
          {w(`screen.${display}`)}
        </a>
      ))}
      <span className="soft">{w('screens.hint')}</span>
    </p>
  )
}
