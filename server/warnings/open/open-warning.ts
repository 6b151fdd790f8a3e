import { CAP_SEVERITIES, type CapInfo, capInstant } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { Matter } from '#contract/matter.ts'
import type { Names } from '#contract/names.ts'
import { type OpenWarning, type OpenWarnings, WARNING_COLOURS, type WarningState } from '#contract/warning.ts'
import { isMeant } from '../warning-life.ts'

/** Warnings that are over stand among the past for this long. */
export const PAST_FOR_MS = 7 * 86_400_000

/**
 * The warnings everybody may read: those that are meant, public, and for somewhere in the city. Tests, exercises and what goes
 * to some people only are not among them. Pure.
 */
export function openWarnings(warnings: readonly Matter<WarningState>[], tree: AreaTree, now: number): OpenWarnings {
  const open = warnings.filter(({ state }) => isMeant(state) && state.scope === 'Public' && state.areas.length > 0)
  const said = (those: readonly Matter<WarningState>[]) => those.map((warning) => openWarning(warning, tree))
  return {
    at: now,
    inForce: said(open.filter(({ state }) => state.phase === 'in-force' && state.untilAt > now)).sort(byGravity),
    past: said(open.filter((warning) => isPast(warning, now))).sort((a, b) => b.sentAt - a.sentAt),
  }
}

function isPast({ state, changedAt }: Matter<WarningState>, now: number): boolean {
  if (state.phase === 'replaced') return false
  return (state.phase !== 'in-force' || state.untilAt <= now) && changedAt > now - PAST_FOR_MS
}

function openWarning({ id, state }: Matter<WarningState>, tree: AreaTree): OpenWarning {
  const { message, messages, phase, colour } = state
  const last = messages.at(-1) ?? message
  const description = inBoth(message.info, ({ description }) => description)
  const instruction = inBoth(message.info, ({ instruction }) => instruction)
  const event = inBoth(message.info, ({ event }) => event) ?? { zh: message.identifier, en: message.identifier }
  return {
    ...{ id, phase, ...(colour && { colour }), severity: state.severity, event },
    headline: inBoth(message.info, ({ headline }) => headline) ?? event,
    ...(description && { description }),
    ...(instruction && { instruction }),
    sender: inBoth(message.info, ({ senderName }) => senderName) ?? { zh: message.sender, en: message.sender },
    areas: state.areas.flatMap((code) => tree.byCode.get(code)?.names ?? []),
    ...{ sentAt: capInstant(last.sent), fromAt: state.fromAt, untilAt: state.untilAt },
    ...(state.origin === 'own' && { cap: documentPath(last.identifier) }),
  }
}

/** Where the document of a message of ours is read. */
export function documentPath(identifier: string): string {
  return `/api/open/warnings/${encodeURIComponent(identifier)}.cap`
}

/** Words in both languages of the product; where a sender writes one only, that one stands for both. */
function inBoth(info: readonly CapInfo[], pick: (info: CapInfo) => string | undefined): Names | undefined {
  const said = (isChinese: boolean) =>
    info.filter(({ language = 'en-US' }) => /^zh/i.test(language) === isChinese).flatMap((each) => pick(each) ?? [])[0]
  const [zh, en] = [said(true), said(false)]
  const any = zh ?? en
  return any === undefined ? undefined : { zh: zh ?? any, en: en ?? any }
}

function byGravity(a: OpenWarning, b: OpenWarning): number {
  return rank(a) - rank(b) || CAP_SEVERITIES.indexOf(a.severity) - CAP_SEVERITIES.indexOf(b.severity) || b.sentAt - a.sentAt
}

function rank({ colour }: OpenWarning): number {
  return colour === undefined ? WARNING_COLOURS.length : WARNING_COLOURS.indexOf(colour)
}
