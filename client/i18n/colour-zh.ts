/** The colour of a warning beside its kind, in Chinese. */
export const colourZh = {
  red: '红色',
  orange: '橙色',
  yellow: '黄色',
  blue: '蓝色',
  none: '未注颜色',
} as const

/** The word of a colour, by name. */
export type ColourWord = keyof typeof colourZh
