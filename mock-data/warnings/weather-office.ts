import type { AreaTree } from '#contract/catalogue.ts'
import type { Warning } from '#contract/warning.ts'
import type { Scenario, ScenarioClock } from '../scenario.ts'
import type { Weather } from '../weather.ts'
import { type CapText, capInstant, capText } from './cap-text.ts'
import { COLOUR_NAMES, COLOURS, type Colour, HAZARDS, type Hazard, SEVERITY } from './hazards.ts'
import { nextSteps, type Standing } from './office.ts'

/** Whose warnings these are, in the words of CAP. */
export const SENDER = 'weather.simulated.guanlan.example'
const SENDER_NAMES = { zh: '气象局（模拟）', en: 'Meteorological Bureau (simulated)' }

/** A warning of the office lasts this long unless it is prolonged, ms. */
const LASTS_MS = 6 * 3_600_000

/** The sky is looked at this often, ms. */
const LOOK_MS = 60_000

export interface OfficeParts {
  readonly tree: AreaTree
  weather(area: string, at: number): Weather
  /** The scenario that is played, and its clock. */
  readonly played?: { readonly scenario: Scenario; readonly clock: ScenarioClock }
  /** Sends a document as the source of the weather. Resolves to whether it was taken. */
  send(document: string): Promise<boolean>
}

/** A step of a scenario in which somebody warns. */
export interface WarnStep {
  readonly at: number
  readonly signal: string
  readonly areas: readonly string[]
}

/** Kinds of warnings that are the weather office's to issue; what else a scenario warns of is for the command side. */
const OF_THE_SKY: Readonly<Record<string, string>> = {
  typhoon: '台风',
  rainstorm: '暴雨',
  thunderstorm: '雷雨大风',
  'high-temperature': '高温',
}

/** The warnings of the sky a scenario issues, by the steps written for it. */
export function warnSteps({ steps }: Scenario): readonly WarnStep[] {
  return steps.flatMap((step) => {
    const { at, do: done } = step as { at: number; do?: { what: string; warning: string; colour: Colour; areas: string[] } }
    const hazard = done?.what === 'warn' ? OF_THE_SKY[done.warning] : undefined
    return done && hazard !== undefined ? [{ at, signal: `${hazard}${COLOUR_NAMES[done.colour].zh}`, areas: done.areas }] : []
  })
}

/**
 * The simulated weather office: warns by what its own sky does over the parts of the city, and as a scenario says. `known` are
 * its warnings the record still holds: a hub that starts again goes on with them.
 */
export function weatherOffice({ tree, weather, played, send }: OfficeParts, known: readonly Warning[]) {
  const out = new Map(known.flatMap((warning) => standingOf(warning, tree) ?? []))
  const parts = tree.children(tree.root.code).map(({ code }) => code)
  const told = new Set<number>()
  let lookedAt = Number.NEGATIVE_INFINITY
  let count = 0
  const nameOf = (code: string, language: 'zh' | 'en') => tree.byCode.get(code)?.names[language] ?? code

  const message = (
    hazard: Pick<Hazard, 'names' | 'advice'>,
    colour: Colour,
    areas: readonly string[],
    now: number,
    more: Pick<CapText, 'msgType' | 'references'> & Partial<Pick<CapText, 'severity' | 'urgency' | 'certainty'>>,
  ): CapText => {
    count += 1
    const sent = capInstant(now)
    const isOver = more.msgType === 'Cancel'
    const info = (language: 'zh' | 'en', tag: string) => {
      const what = {
        zh: `${hazard.names.zh}${COLOUR_NAMES[colour].zh}预警`,
        en: `${hazard.names.en}: ${COLOUR_NAMES[colour].en} warning`,
      }
      const headline = isOver ? { zh: `解除${what.zh}`, en: `${what.en} is over` } : what
      const places = areas.map((code) => nameOf(code, language)).join(language === 'zh' ? '、' : ', ')
      const said = {
        zh: isOver ? '影响已减弱。' : `${places}已达到或将达到${what.zh}标准。`,
        en: isOver
          ? 'The danger has eased.'
          : `${places}: the limits of the ${COLOUR_NAMES[colour].en} warning are reached or will be.`,
      }
      return {
        ...{ language: tag, event: hazard.names[language], senderName: SENDER_NAMES[language], headline: headline[language] },
        ...{ description: said[language], instruction: hazard.advice[language], areaDesc: places },
      }
    }
    return {
      ...{ identifier: `sim-${now.toString(36)}-${count}`, sender: SENDER, sent, areas, colour },
      ...{ infos: [info('zh', 'zh-CN'), info('en', 'en-US')], responseType: isOver ? 'AllClear' : 'Prepare' },
      ...{
        urgency: isOver ? 'Past' : 'Expected',
        severity: SEVERITY[colour],
        certainty: 'Likely',
        expires: capInstant(now + LASTS_MS),
      },
      ...more,
    }
  }

  const say = async (hazard: string, said: CapText, now: number) => {
    if (!(await send(capText(said)))) return
    if (said.msgType === 'Cancel') out.delete(hazard)
    else
      out.set(hazard, {
        ...{ hazard, colour: said.colour as Colour, areas: said.areas, untilAt: now + LASTS_MS },
        references: [...said.references, `${said.sender},${said.identifier},${said.sent}`],
      })
  }

  /** Looks at the sky and at the scenario; sends what is due. */
  return async (now: number): Promise<void> => {
    for (const [index, step] of (played ? warnSteps(played.scenario) : []).entries()) {
      if (!played || told.has(index) || (now - played.clock.startedAt) * played.clock.speed < step.at * 1000) continue
      told.add(index)
      const { hazard, colour } = signalOf(step.signal)
      const standing = out.get(step.signal)
      const references = standing && standing.untilAt > now ? standing.references : []
      const msgType = references.length > 0 ? 'Update' : 'Alert'
      await say(step.signal, message(hazard, colour, step.areas, now, { msgType, references }), now)
    }
    if (now - lookedAt < LOOK_MS) return
    lookedAt = now
    for (const step of nextSteps(new Map(parts.map((code) => [code, weather(code, now)])), out, now)) {
      if (step.kind === 'ease') {
        const { easedAt: _eased, ...of } = step.of
        out.set(of.hazard, step.since === undefined ? of : { ...of, easedAt: step.since })
        continue
      }
      const references = step.kind === 'alert' ? [] : step.of.references
      const msgType = step.kind === 'alert' ? 'Alert' : step.kind === 'update' ? 'Update' : 'Cancel'
      const [colour, areas] = step.kind === 'cancel' ? [step.of.colour, step.of.areas] : [step.colour, step.areas]
      await say(step.hazard.id, message(step.hazard, colour, areas, now, { msgType, references }), now)
    }
  }
}

const OTHER_NAMES: Readonly<Record<string, string>> = { 台风: 'Typhoon' }
const ADVICE = { zh: '留意最新消息，做好防御准备。', en: 'Follow the news and be prepared.' }

/** What a signal such as 台风蓝色 warns of. */
function signalOf(signal: string): { readonly hazard: Pick<Hazard, 'names' | 'advice'>; readonly colour: Colour } {
  const colour = COLOURS.find((one) => signal.includes(COLOUR_NAMES[one].zh))
  if (!colour) throw new Error(`the signal "${signal}" names no colour`)
  const zh = signal.replace(COLOUR_NAMES[colour].zh, '')
  const known = HAZARDS.find(({ names }) => names.zh === zh)
  return { hazard: known ?? { names: { zh, en: OTHER_NAMES[zh] ?? zh }, advice: ADVICE }, colour }
}

/** A warning of this office as the record holds it. */
function standingOf({ state }: Warning, tree: AreaTree): (readonly [string, Standing])[] | undefined {
  const { message, messages, areas, colour, untilAt } = state
  const event = message.info.find(({ language }) => language === 'zh-CN')?.event
  if (message.sender !== SENDER || !colour || event === undefined) return undefined
  const hazard = HAZARDS.find(({ names }) => names.zh === event)?.id ?? `${event}${COLOUR_NAMES[colour].zh}`
  const references = messages.map(({ sender, identifier, sent }) => `${sender},${identifier},${sent}`)
  // The record gathers parts into the whole; the office counts in parts.
  const held = tree.children(tree.root.code).filter(({ code }) => tree.path(code).some((above) => areas.includes(above.code)))
  const parts = held.length > 0 ? held.map(({ code }) => code) : areas
  return [[hazard, { hazard, colour, areas: parts, untilAt, references }]]
}
