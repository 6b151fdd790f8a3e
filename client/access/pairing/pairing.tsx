import { type CSSProperties, useState } from 'react'
import type { DisplayClass } from '#contract/display-class.ts'
import { Mark } from '../../design/mark.tsx'
import { textWidth } from '../../design/text-width.ts'
import { Door } from '../door/door.tsx'
import { useCityPlate } from '../page/city-plate.ts'
import { usePage } from '../page/page-context.ts'
import { PageSwitches } from '../parts/page-switches.tsx'
import { Press } from '../parts/press.tsx'
import { CountdownRing } from './countdown-ring.tsx'
import { usePairing } from './use-pairing.ts'

/** A screen that nobody enrolled: the code that makes it the city's, and what a director does with it. */
export function Pairing({ display, hasEnded }: { display: DisplayClass; hasEnded: boolean }) {
  const { w, t, name, profile } = usePage()
  const plate = useCityPlate()
  const { state, now } = usePairing(display)
  const [isSigningIn, setSigningIn] = useState(false)
  if (isSigningIn) return <Door />
  const code = state.kind === 'shown' ? grouped(state.code) : ''
  const leftMs = state.kind === 'shown' ? Math.max(0, state.endsAt - now) : 0
  const px = codePx(code || CODE_SHAPE, profile.width - profile.margin * 2, profile.height)
  const title = w(hasEnded ? 'pairing.ended' : 'pairing.title')
  return (
    <main className="pairing" style={{ '--code': `${px}px` } as CSSProperties}>
      <header className="pairing-head">
        <Mark size={Math.round(profile.text.title * 1.9)} />
        <div>
          <p className="pairing-city">{plate ? name(plate.names) : w('door.product')}</p>
          <h1 className="pairing-title">{title}</h1>
        </div>
        {profile.contract.hasInput && (
          <span className="pairing-tools">
            <PageSwitches />
            <Press onPress={() => setSigningIn(true)}>{w('pairing.sign-in')}</Press>
          </span>
        )}
      </header>
      <div className="pairing-middle">
        <p className="pairing-label">{w('pairing.code')}</p>
        <p className="pairing-code fig" aria-live="polite">
          {code || <span className="pairing-none">{CODE_SHAPE}</span>}
        </p>
        <p className="pairing-time" role="timer">
          {state.kind === 'shown' ? (
            <>
              <CountdownRing share={leftMs / state.lifeMs} />
              <span>
                {leftMs > 0
                  ? w('pairing.left', { time: minutesAndSeconds(leftMs) })
                  : w(state.isReachable ? 'pairing.renewing' : 'pairing.over')}
              </span>
            </>
          ) : (
            <span>{state.kind === 'refused' ? t.error(state.code) : w('pairing.asking')}</span>
          )}
        </p>
        {'isReachable' in state && !state.isReachable && <p className="pairing-away">{w('pairing.away')}</p>}
      </div>
      <footer className="pairing-steps">
        <section>
          <h2>{w('pairing.director')}</h2>
          <p>{w('pairing.director.how')}</p>
        </section>
        <section>
          <h2>{w('pairing.operator')}</h2>
          <p>
            <code>
              npm run --silent admin -- screen enrol {code.replace(/\s/g, '') || w('pairing.a-code')} --name {w('pairing.a-name')}
            </code>
          </p>
        </section>
      </footer>
    </main>
  )
}

/** 9:42, as a countdown is read. */
function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** As many places as a code has, before there is one. */
const CODE_SHAPE = '···· ····'

/** In two halves, as people say it to each other. */
function grouped(code: string): string {
  const plain = code.replace(/[\s-]/g, '')
  const half = Math.ceil(plain.length / 2)
  return plain.length > 5 ? `${plain.slice(0, half)} ${plain.slice(half)}` : plain
}

/** As large as the screen takes: across its width, or a third of its height. */
function codePx(code: string, width: number, height: number): number {
  const widthOfOne = textWidth(code.toUpperCase(), 1, 'figure') + code.length * 0.04
  return Math.floor(Math.min((width * 0.9) / widthOfOne, height * 0.36))
}
