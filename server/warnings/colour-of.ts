import type { CapInfo, CapSeverity } from '#contract/cap.ts'
import { WARNING_COLOURS, type WarningColour } from '#contract/warning.ts'

/** Names under which senders put the colour into a parameter: ours, the Chinese profile's, and that of European services. */
const COLOUR_PARAMETER = /colou?r|颜色|^awareness_level$/i

const SAID: readonly (readonly [RegExp, WarningColour])[] = [
  [/\bred\b|红/i, 'red'],
  [/\borange\b|橙/i, 'orange'],
  [/\byellow\b|黄/i, 'yellow'],
  [/\bblue\b|蓝/i, 'blue'],
]

/** Where a sender says no colour, the severity of CAP stands for it: both are ladders of four for one and the same thing. */
const BY_SEVERITY: Readonly<Record<CapSeverity, WarningColour | undefined>> = {
  Extreme: 'red',
  Severe: 'orange',
  Moderate: 'yellow',
  Minor: 'blue',
  Unknown: undefined,
}

/**
 * The colour of a warning: the one its parameters say, else the one of its headline or event (台风蓝色预警), else the one of its
 * severity; the gravest where several are said. Undefined where nothing tells. Pure.
 */
export function colourOf(info: readonly CapInfo[]): WarningColour | undefined {
  const parameters = info.flatMap(({ parameter }) => parameter.filter(({ valueName }) => COLOUR_PARAMETER.test(valueName)))
  return (
    gravest(parameters.map(({ value }) => said(value))) ??
    gravest(info.map(({ event, headline = '' }) => said(/[红橙黄蓝]色/.exec(`${event} ${headline}`)?.[0] ?? ''))) ??
    gravest(info.map(({ severity }) => BY_SEVERITY[severity]))
  )
}

function said(text: string): WarningColour | undefined {
  return SAID.find(([pattern]) => pattern.test(text))?.[1]
}

function gravest(colours: readonly (WarningColour | undefined)[]): WarningColour | undefined {
  return WARNING_COLOURS.find((colour) => colours.includes(colour))
}
