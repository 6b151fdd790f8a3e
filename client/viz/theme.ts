/** Colours of the six classes of a map, darkest first; text stays readable on each of them. */
export type ClassColours = readonly [string, string, string, string, string, string]

/** The design tokens a canvas needs, resolved to colours: a canvas cannot read CSS variables by itself. */
export interface VizTheme {
  readonly name: 'dark' | 'light'
  readonly ink: readonly [string, string, string, string, string]
  readonly text: readonly [string, string, string]
  /** jade[0] is `--jade-1`, the one nearest to the text; jade[5] is nearest to the page. */
  readonly jade: readonly [string, string, string, string, string, string]
  readonly sand: string
  readonly violet: string
  readonly rose: string
  readonly classes: ClassColours
  readonly fontText: string
  readonly fontFigure: string
}

const CLASSES: Record<VizTheme['name'], ClassColours> = {
  dark: ['#0b211f', '#0a2d29', '#0b3d36', '#0c4b41', '#11665a', '#15806c'],
  light: ['#e3f4ef', '#cbeae2', '#acdccf', '#87cbb9', '#5fb8a2', '#3aa18a'],
}

const read = new Map<string, VizTheme>()

/**
 * The tokens of a theme, read from CSS once. They are read off an element of that theme's own, because the page itself
 * may not have changed its theme yet when a drawing asks. The same object each time: a drawing can tell by identity.
 */
export function readTheme(name: VizTheme['name']): VizTheme {
  const known = read.get(name)
  if (known) return known
  const sample = document.createElement('span')
  sample.dataset.theme = name
  sample.hidden = true
  document.body.append(sample)
  const style = getComputedStyle(sample)
  const token = (property: string, otherwise: string) => style.getPropertyValue(property).trim() || otherwise
  const fallback = FALLBACK[name]
  const theme: VizTheme = {
    name,
    ink: [0, 1, 2, 3, 4].map((step) => token(`--ink-${step}`, fallback.ink[step] as string)) as unknown as VizTheme['ink'],
    text: [1, 2, 3].map((step) => token(`--text-${step}`, fallback.text[step - 1] as string)) as unknown as VizTheme['text'],
    jade: [1, 2, 3, 4, 5, 6].map((step) =>
      token(`--jade-${step}`, fallback.jade[step - 1] as string),
    ) as unknown as VizTheme['jade'],
    sand: token('--sand', fallback.sand),
    violet: token('--violet', fallback.violet),
    rose: token('--rose', fallback.rose),
    classes: CLASSES[name],
    fontText: token('--font-text', fallback.fontText),
    fontFigure: token('--font-figure', fallback.fontFigure),
  }
  sample.remove()
  read.set(name, theme)
  return theme
}

const FACES = {
  fontText: '"Noto Sans SC", system-ui, sans-serif',
  fontFigure: '"Barlow Semi Condensed", "Noto Sans SC", system-ui, sans-serif',
}

/** The tokens as designed, for a drawing without a page around it (tests, a document fragment). */
export const FALLBACK: Record<VizTheme['name'], VizTheme> = {
  dark: {
    name: 'dark',
    ink: ['#070b0e', '#0d1317', '#141c21', '#1e282e', '#34424a'],
    text: ['#e9f1f0', '#a9b8b8', '#7b8c8e'],
    jade: ['#b5f0e2', '#5fd9bf', '#2fb79c', '#15806c', '#0c4b41', '#0a2d29'],
    sand: '#d8c9a3',
    violet: '#a79bf0',
    rose: '#e39bb2',
    classes: CLASSES.dark,
    ...FACES,
  },
  light: {
    name: 'light',
    ink: ['#f4f7f6', '#ffffff', '#f9fbfa', '#dfe7e5', '#b9c6c4'],
    text: ['#10201e', '#435553', '#667876'],
    jade: ['#0a3b33', '#0f6b5c', '#15806c', '#54b8a4', '#c6ebe2', '#e9f7f3'],
    sand: '#d8c9a3',
    violet: '#a79bf0',
    rose: '#e39bb2',
    classes: CLASSES.light,
    ...FACES,
  },
}
