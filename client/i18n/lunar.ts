import { Solar } from 'lunar-typescript'

/** 丙午年七月廿七 · 白露: the lunar date and the solar term in force, for a date such as 2026-09-08. */
export function lunarLine(date: string): string {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  const lunar = Solar.fromYmd(year, month, day).getLunar()
  const term = lunar.getJieQi() || lunar.getPrevJieQi(true).getName()
  const line = `${lunar.getYearInGanZhi()}年${lunar.getMonthInChinese()}月${lunar.getDayInChinese()}`
  return term ? `${line} · ${term}` : line
}
