/** What stands for a character that is not shown. */
const HIDDEN = '*'

/** 13812345678 as 138****5678. A number too short to keep anything of is hidden whole. */
export function maskPhone(phone: string): string {
  const mobile = /^(\+?86[ -]?)?(1\d{2})[ -]?\d{4}[ -]?(\d{4})$/.exec(phone.trim())
  if (mobile) return `${mobile[1] ?? ''}${mobile[2]}${HIDDEN.repeat(4)}${mobile[3]}`
  const characters = [...phone]
  const tail = characters.length >= 7 ? characters.slice(-2).join('') : ''
  return HIDDEN.repeat(characters.length - [...tail].length) + tail
}

/** 张三丰 as 张**; a compound surname keeps both characters (欧阳修 as 欧阳*), a Latin name its first letter. */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  if (characters.length <= 1) return HIDDEN.repeat(characters.length)
  const surname = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1
  return characters.map((character, place) => (place < surname || character === ' ' ? character : HIDDEN)).join('')
}

/** 44190019900101123X as 4419**********123X: the city stays, and the last four by which a person knows their own. */
export function maskIdNumber(number: string): string {
  const characters = [...number.trim()]
  if (characters.length < 12) return HIDDEN.repeat(characters.length)
  return characters.map((character, place) => (place < 4 || place >= characters.length - 4 ? character : HIDDEN)).join('')
}

/** The compound surnames (复姓) that are still borne by more than a few. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 令狐 轩辕 呼延 拓跋'.split(
    ' ',
  ),
)
