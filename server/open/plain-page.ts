import type { Language, Names } from '#contract/names.ts'
import type { OpenBlock, OpenBlockFigure, OpenCatalogue, OpenCatalogueFigure } from '#contract/open.ts'

/** Words of the page in both languages: the only page the server writes itself. */
const WORDS = {
  title: { zh: '公开数据', en: 'Open data' },
  simulated: {
    zh: '模拟数据：由程序生成，不是真实城市的数据。',
    en: 'Simulated: made by a program, not the figures of the real city.',
  },
  made: { zh: '发布于', en: 'Published' },
  figure: { zh: '指标', en: 'Figure' },
  value: { zh: '数值', en: 'Value' },
  time: { zh: '截至', en: 'As of' },
  source: { zh: '来源', en: 'Source' },
  meaning: { zh: '含义', en: 'Meaning' },
  protected: { zh: '已保护', en: 'Protected' },
  none: { zh: '暂无', en: 'None yet' },
  old: { zh: '未更新', en: 'not updated since' },
  other: { zh: 'English', en: '中文' },
  table: { zh: '各区域的表格（CSV）', en: 'Table of all areas (CSV)' },
} as const satisfies Record<string, Names>

/**
 * What is published for everybody, in words and tables only: for browsers without scripts, for readers aloud, for very slow
 * lines. One page of a few kilobytes, made with the blocks and not when somebody asks.
 */
export function plainPage(catalogue: OpenCatalogue, blocks: readonly OpenBlock[], language: Language): string {
  const say = (word: keyof typeof WORDS) => WORDS[word][language]
  const city = escaped(catalogue.city.names[language])
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: catalogue.city.timeZone, dateStyle: 'short', timeStyle: 'short' })
  const made = Math.max(...blocks.map(({ at }) => at))
  const other = language === 'zh' ? 'en' : 'zh'
  const scenes = catalogue.scenes.map(({ id, names, about }) => {
    const rows = (blocks.find(({ scene }) => scene === id)?.figures ?? []).flatMap((told) => {
      const figure = catalogue.figures.find(({ metric }) => metric === told.metric)
      return figure ? [rowOf(figure, told, catalogue, language, time)] : []
    })
    const head = (['figure', 'value', 'time', 'source', 'meaning'] as const).map((word) => `<th scope="col">${say(word)}</th>`)
    return `<section><h2>${escaped(names[language])}</h2><p>${escaped(about[language])}</p>
<table><thead><tr>${head.join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table><p><a href="/api/open/blocks/${id}?format=csv">${say('table')}</a></p></section>`
  })
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${city} · ${say('title')}</title></head><body>
<h1>${city} · ${say('title')}</h1>
<p>${say('made')} ${Number.isFinite(made) ? time.format(made) : '–'} · <a href="/open/plain?lang=${other}" hreflang="${other}">${say('other')}</a></p>
${catalogue.hub === 'simulated' ? `<p><strong>${say('simulated')}</strong></p>` : ''}
${scenes.join('\n')}
<p>${escaped(catalogue.terms[language])}</p>
</body></html>
`
}

function rowOf(
  figure: OpenCatalogueFigure,
  told: OpenBlockFigure,
  { departments }: OpenCatalogue,
  language: Language,
  time: Intl.DateTimeFormat,
): string {
  const [cell] = told.cells
  const isOld = told.freshness === 'late' || told.freshness === 'silent'
  const at = told.observedAt === null ? '–' : time.format(figure.form === 'total' && told.window ? told.window[1] : told.observedAt)
  const value = cell?.protected
    ? WORDS.protected[language]
    : cell?.value === null || cell === undefined
      ? WORDS.none[language]
      : `${cell.value.toFixed(figure.decimals)} ${figure.unit[language]}`
  const department = departments.find(({ id }) => id === figure.department)
  const when = isOld ? (language === 'zh' ? `${at} 起${WORDS.old.zh}` : `${WORDS.old.en} ${at}`) : at
  const cells = [value, when, department?.names[language] ?? '', figure.meaning[language]]
  return `<tr><th scope="row">${escaped(figure.names[language])}</th>${cells.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`
}

/** Text that is only text, wherever it stands in a page. */
function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (found) => entities[found] as string)
}
