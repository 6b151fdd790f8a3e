import { useState } from 'react'
import { STEP_MS } from '#contract/duration.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { CallRefused } from '../../access/call.ts'
import { useLineageWords } from '../../panels/use-lineage-words.ts'
import { useCity, useLanguage, useNow, useT } from '../../state/hooks.ts'
import { type ExportDays, exportDays, exportStep } from './export-plan.ts'
import { saveFile } from './save-file.ts'
import './take-figure.css'

/** Takes a figure out as a file, for a day or longer. The server writes down who took what before it gives it. */
export function TakeFigure({ series: { metric, area } }: { series: ResolvedSeries }) {
  const t = useT()
  const w = useLineageWords()
  const city = useCity()
  const lang = useLanguage()
  const now = useNow(60_000)
  const [taking, setTaking] = useState<'nothing' | 'busy' | { readonly refused: string }>('nothing')
  const period = city.metric(metric)?.period
  if (!period) return null
  const take = async (days: ExportDays) => {
    setTaking('busy')
    const from = city.calendar.start('P1D', now - (days - 1) * STEP_MS.P1D)
    const query = new URLSearchParams({ metric, area, lang, step: exportStep(period, days), from: new Date(from).toISOString() })
    try {
      await saveFile(`/api/series/export?${query}`)
      setTaking('nothing')
    } catch (fault) {
      if (!(fault instanceof CallRefused)) throw fault
      setTaking({ refused: fault.code })
    }
  }
  return (
    <div className="take-figure">
      <span className="take-figure-label">{w('take-out')}</span>
      {exportDays(period).map((days) => (
        <button key={days} type="button" disabled={taking === 'busy'} onClick={() => void take(days)}>
          {w(`take-out.${days}`)}
        </button>
      ))}
      <p role="status">{typeof taking === 'object' ? t.error(taking.refused) : w('take-out.audited')}</p>
    </div>
  )
}
