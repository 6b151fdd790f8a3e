import { Glyph } from '../../design/glyph.tsx'
import type { Format } from '../../i18n/format.ts'
import { useConnection } from '../../state/hooks.ts'
import { useWords } from '../use-words.ts'

/** While the line is down: since when nothing here was renewed, across the whole width. Nothing while it is up. */
export function LineAge({ format }: { format: Format }) {
  const w = useWords()
  const connection = useConnection()
  if (connection.kind === 'live' || connection.kind === 'connecting') return null
  return (
    <p className="line-age">
      <Glyph kind="off" /> {w('age.lost', { time: format.seconds(connection.sinceAt) })}
    </p>
  )
}
