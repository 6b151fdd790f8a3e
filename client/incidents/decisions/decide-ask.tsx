import { useState } from 'react'
import type { DecisionOption, DecisionState } from '#contract/decision.ts'
import type { Address } from '#contract/order.ts'
import { wordsIn } from '../../access/page/page-context.ts'
import type { Command } from '../../state/commands.ts'
import { useCity, useNames, useUiLanguage } from '../../state/hooks.ts'
import { Ask } from '../parts/ask.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'
import { useDecisionWords } from './use-decision-words.ts'

export interface DecideAskProps {
  readonly state: DecisionState
  readonly option: DecisionOption
  readonly command: Command | undefined
  onDecide(words: string): void
  onClose(): void
}

/** Says the decision back before it is taken for good, with the order that goes out in the same step. */
export function DecideAsk({ state, option, command, onDecide, onClose }: DecideAskProps) {
  const w = useDecisionWords()
  const addresses = useAddresses()
  const [words, setWords] = useState('')
  return (
    <Ask
      title={w('decide.option', { option: option.title })}
      verb={w('decide')}
      command={command}
      onSend={() => onDecide(words.trim())}
      onClose={onClose}
    >
      <p className="order-said">{w('decide.confirm', { question: state.question, option: option.title })}</p>
      {option.order && (
        <p>{w('decide.order', { title: option.order.title, to: addresses(option.order.to), n: option.order.slaMinutes })}</p>
      )}
      <TextArea label={w('words')} value={words} rows={2} maxLength={300} onText={setWords} />
    </Ask>
  )
}

/** Addressees of an order that is not issued yet, in words. */
function useAddresses(): (to: readonly Address[]) => string {
  const w = useWords()
  const role = wordsIn(useUiLanguage())
  const city = useCity()
  const name = useNames()
  const areaName = useAreaName()
  const one = (to: Address): string => {
    if (to.kind === 'person') return w('order.to.person')
    if (to.kind === 'role') return `${areaName(to.area)} ${role(`role.${to.role}`)}`
    const department = city.department(to.department)
    return department ? name(department.names) : to.department
  }
  return (to) => to.map(one).join('、')
}
