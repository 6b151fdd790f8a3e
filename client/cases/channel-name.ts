import type { CaseTranslate } from '../i18n/case-words.ts'

/** Ways into a hotline that sources write behind its number: `12345-wechat`. */
const WAYS = ['app', 'wechat', 'web', 'phone', 'sms'] as const

function isWay(word: string | undefined): word is (typeof WAYS)[number] {
  return (WAYS as readonly (string | undefined)[]).includes(word)
}

/** What people call the channel a case came by: the hotline's number, and the way into it in words; any other name as it is. Pure. */
export function channelName(channel: string, w: CaseTranslate): string {
  const [, line, way] = /^(\d+)-([a-z]+)$/.exec(channel) ?? []
  return line !== undefined && isWay(way) ? w('channel', { line, way: w(`channel.${way}`) }) : channel
}
