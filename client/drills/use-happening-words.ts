import type { DrillPlayer } from '#contract/drill.ts'
import type { Happening } from '#contract/drill-run.ts'
import type { DrillTranslate, DrillWord } from '../i18n/drill-words.ts'
import { drillZh } from '../i18n/drill-zh.ts'
import { useAreaName } from '../incidents/use-addressee.ts'
import { useCity, useNames } from '../state/hooks.ts'
import { useDrillWords } from './use-drill-words.ts'

/** What happened in a drill, as a sentence. */
export function useHappeningWords(players: readonly Pick<DrillPlayer, 'id' | 'names'>[]): (happening: Happening) => string {
  const w = useDrillWords()
  const name = useNames()
  const city = useCity()
  const areaName = useAreaName()
  const player = (id: string) => {
    const known = players.find((one) => one.id === id)
    return known ? name(known.names) : id
  }
  const departmentName = (id: string) => {
    const department = city.department(id)
    return department ? name(department.short ?? department.names) : id
  }
  return (one) => {
    switch (one.kind) {
      case 'signal':
        return w('news.signal', { channel: channelWords(one.channel, w), area: areaName(one.area), text: one.text })
      case 'action':
        return w('news.action', { player: player(one.player), what: w(`what.${one.what}`) })
      case 'answer':
        return w('news.answer', { player: player(one.player), verb: w(`verb.${one.verb}`), order: one.order })
      case 'roll':
        return w('news.roll', { player: player(one.player) })
      case 'message':
        return w('news.message', { player: player(one.player), text: one.text })
      case 'things':
        return w('news.things', { department: departmentName(one.department), count: one.count })
      case 'fault':
        return w(one.isOver ? 'news.fault.over' : 'news.fault', {
          target: targetWords(one.target, w),
          fault: w(`fault.${one.fault}`),
        })
      case 'yours':
        return w('news.yours', { player: player(one.player), what: workWords(one.what, w) })
      case 'refused':
        return w('news.refused', { what: workWords(one.what, w), why: one.why })
    }
  }
}

/** A way by which something was told; a number that people call is its own name. */
function channelWords(channel: string, w: DrillTranslate): string {
  return isWord(`channel.${channel}`) ? w(`channel.${channel}` as DrillWord) : channel
}

/** `feed:eco.water` and the like. */
function targetWords(target: string, w: DrillTranslate): string {
  const [kind = '', ...rest] = target.split(':')
  return isWord(`target.${kind}`) ? w(`target.${kind}` as DrillWord, { name: rest.join(':') }) : target
}

/** What the runner calls something that is to be done: who it is for and a verb, `chief call-roll`, or a verb and an order. */
function workWords(what: string, w: DrillTranslate): string {
  const [first = '', ...rest] = what.split(' ')
  if (isWord(`verb.${first}`)) return `${w(`verb.${first}` as DrillWord)} ${rest.join(' ')}`
  return isWord(`what.${rest[0]}`) ? w(`what.${rest[0]}` as DrillWord) : what
}

function isWord(word: string): word is DrillWord {
  return word in drillZh
}
