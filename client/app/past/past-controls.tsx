import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { instantIn } from '../../access/console/audit/local-time.ts'
import { Glyph } from '../../design/glyph.tsx'
import { useCity, useFormat, useT } from '../../state/hooks.ts'
import { KNOWN, type MomentStore, type Past, SPEEDS } from '../../state/moment.ts'
import type { Screen } from '../../state/screen.ts'
import { type SliderSpan, sliderSpan } from './slider-span.ts'
import { usePastKeys } from './use-past-keys.ts'
import { usePastWords } from './use-past-words.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

interface PastControlsProps {
  readonly moment: MomentStore
  readonly past: Past
  readonly begunAt: number | undefined
  readonly live: Screen
  readonly refusals: StoreApi<number>
}

/** The ways to move the moment: a slider over a day, a field for any other, play and its speed, what is known, and back to live. */
export function PastControls({ moment, past, begunAt, live, refusals }: PastControlsProps) {
  const w = usePastWords()
  usePastKeys(moment)
  return (
    <section className="past-controls" aria-label={w('region')}>
      <button
        type="button"
        className="past-press past-play"
        onClick={() => moment.send({ kind: past.isPlaying ? 'pause' : 'play' })}
        title={w(past.isPlaying ? 'pause' : 'play')}
      >
        <PlayGlyph isPlaying={past.isPlaying} />
        <span>{w(past.isPlaying ? 'pause' : 'play')}</span>
      </button>
      <Slider moment={moment} past={past} begunAt={begunAt} live={live} />
      <DateField moment={moment} past={past} begunAt={begunAt} live={live} />
      <fieldset className="past-choice" aria-label={w('speed')}>
        {SPEEDS.map((speed) => (
          <button
            key={speed}
            type="button"
            className="past-press fig"
            aria-pressed={past.speed === speed}
            onClick={() => moment.send({ kind: 'speed', speed })}
          >
            {w('speed.times', { n: speed })}
          </button>
        ))}
      </fieldset>
      <div className="past-knowing">
        <fieldset className="past-choice" aria-label={w('known')}>
          {KNOWN.map((known) => (
            <button
              key={known}
              type="button"
              className="past-press"
              aria-pressed={past.known === known}
              aria-describedby={past.known === known ? 'past-means' : undefined}
              onClick={() => moment.send({ kind: 'know', known })}
            >
              {w(`known.${known}`)}
            </button>
          ))}
        </fieldset>
        <span id="past-means" className="past-means">
          {w(`${past.known}.means`)}
        </span>
      </div>
      <button type="button" className="past-press past-live" onClick={() => moment.send({ kind: 'go-live' })}>
        {w('live')} <kbd>Esc</kbd>
      </button>
      <Refusal refusals={refusals} />
    </section>
  )
}

type MovingProps = Omit<PastControlsProps, 'refusals'>

function Slider({ moment, past: { at }, begunAt, live }: MovingProps) {
  const w = usePastWords()
  const format = useFormat()
  const held = useRef<SliderSpan>(undefined)
  held.current = sliderSpan(at, { begunAt, now: live.clock.now() }, held.current)
  const { from, to } = held.current
  const onKey = (event: KeyboardEvent) => {
    const step = {
      PageUp: HOUR_MS,
      PageDown: -HOUR_MS,
      ArrowRight: MINUTE_MS,
      ArrowUp: MINUTE_MS,
      ArrowLeft: -MINUTE_MS,
      ArrowDown: -MINUTE_MS,
    }[event.key]
    if (step === undefined) return
    event.preventDefault()
    moment.send({ kind: 'seek', at: at + step })
  }
  const spell = (time: number) => `${format.date(time).slice(5)} ${format.time(time)}`
  return (
    <span className="past-slider">
      <span className="fig" aria-hidden="true">
        {spell(from)}
      </span>
      <input
        type="range"
        min={from}
        max={to}
        step={1_000}
        value={at}
        onChange={({ target }) => moment.send({ kind: 'seek', at: target.valueAsNumber })}
        onKeyDown={onKey}
        aria-label={w('slider')}
        aria-valuetext={`${format.date(at)} ${format.seconds(at)}`}
        title={w('slider.keys')}
      />
      <span className="fig" aria-hidden="true">
        {spell(to)}
      </span>
    </span>
  )
}

/** Any moment by its date and time, in the time of the city; taken once it is whole, when Enter is pressed or the field is left. */
function DateField({ moment, past: { at }, begunAt, live }: MovingProps) {
  const w = usePastWords()
  const format = useFormat()
  const { timeZone } = useCity().catalogue.city
  const [draft, setDraft] = useState<string>()
  const spell = (time: number) => `${format.date(time)}T${format.time(time)}`
  const take = () => {
    const asked = draft === undefined ? undefined : instantIn(timeZone, draft)
    if (asked !== undefined && draft !== spell(at)) moment.send({ kind: 'seek', at: asked })
    setDraft(undefined)
  }
  return (
    <input
      type="datetime-local"
      className="past-date fig"
      aria-label={w('date')}
      value={draft ?? spell(at)}
      {...(begunAt !== undefined && { min: spell(begunAt) })}
      max={spell(live.clock.now())}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === 'Enter' && take()}
    />
  )
}

/** What was tried here was not done, and why; said at the press, until the next moment. */
function Refusal({ refusals }: { readonly refusals: StoreApi<number> }) {
  const t = useT()
  const count = useSyncExternalStore(refusals.subscribe, refusals.getState)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (count === 0) return
    setShown(true)
    const timer = setTimeout(() => setShown(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [count])
  return (
    <span role="alert" className="past-refusal">
      {isShown && (
        <>
          <Glyph kind="fault" /> {t.error('moment/past')}
        </>
      )}
    </span>
  )
}

/** A refusal stays on the screen this long, ms. */
const SAID_MS = 8_000

function PlayGlyph({ isPlaying }: { readonly isPlaying: boolean }) {
  return (
    <svg className="past-glyph" viewBox="0 0 18 18" aria-hidden="true">
      <path d={isPlaying ? 'M4 3h3.500v12H4zM10.500 3H14v12h-3.500z' : 'M4.500 2.500 15 9 4.500 15.500z'} fill="currentColor" />
    </svg>
  )
}
