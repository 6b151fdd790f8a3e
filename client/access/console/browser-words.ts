const BROWSERS = [
  ['Edge', /Edg(?:e|A|iOS)?\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ['Safari', /Version\/(\d+)[^ ]* .*Safari/],
] as const

const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh|Mac OS X/],
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Linux', /Linux|X11/],
] as const

/** What a browser calls itself, in two words people know it by; undefined for none, its own words where nobody knows it. Pure. */
export function browserWords(agent: string | null): string | undefined {
  if (agent === null || agent.trim() === '') return undefined
  const browser = BROWSERS.flatMap(([name, pattern]) => {
    const version = pattern.exec(agent)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })[0]
  const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0]
  return browser === undefined ? agent.slice(0, 40) : [browser, system].filter(Boolean).join(' · ')
}
