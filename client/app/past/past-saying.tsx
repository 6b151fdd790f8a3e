import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../../state/hooks.ts'
import type { Moment } from '../../state/moment.ts'
import { usePastWords } from './use-past-words.ts'

/** A screen reader is told of a moment once nobody has moved it for this long, ms. */
const SETTLED_MS = 600

/** Says that the screen is in the past and when it is live again; while the past is played, the time is not read out. */
export function PastSaying({ moment }: { readonly moment: Moment }) {
  const w = usePastWords()
  const format = useFormat()
  const wasPast = useRef(false)
  const [said, setSaid] = useState('')
  const words = (() => {
    if (moment.kind === 'live') return wasPast.current ? w('say.live') : ''
    const known = w(`known.${moment.known}`)
    if (moment.isPlaying) return w('say.playing', { known, n: moment.speed })
    return w('say.still', { known, time: `${format.date(moment.at)} ${format.seconds(moment.at)}` })
  })()
  useEffect(() => {
    if (moment.kind === 'past') wasPast.current = true
  }, [moment.kind])
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}
