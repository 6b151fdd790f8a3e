import { useEffect, useState } from 'react'
import { useFormat, useLanguage, useNow } from '../state/hooks.ts'

/** The day as the lunar calendar names it; Chinese only, and fetched after everything that matters. */
export function LunarLine() {
  const language = useLanguage()
  const format = useFormat()
  const date = format.date(useNow(60_000))
  const [line, setLine] = useState('')
  useEffect(() => {
    if (language !== 'zh') {
      setLine('')
      return
    }
    let isOver = false
    import('../i18n/lunar.ts').then(({ lunarLine }) => {
      if (!isOver) setLine(lunarLine(date))
    })
    return () => {
      isOver = true
    }
  }, [language, date])
  return <p className="t-small dim">{line || '\u00a0'}</p>
}
