import { useState } from 'react'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { type DraftFile, useDraftFiles } from '../../files/draft-files.ts'
import { useCity, useConnection } from '../../state/hooks.ts'
import type { OrderMatter } from '../../state/orders.ts'
import type { OutboxFile } from '../../state/outbox.ts'
import { deviceHere } from '../field/device-here.ts'
import { bytesOf, newCommand, useFieldKit, useOutbox } from '../field/field-kit.ts'
import { isToMe } from '../is-to-me.ts'
import { TextArea } from '../parts/text-area.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { type Answer, answerFields, answersTo, HAS_FORM, lackOf } from './answers.ts'

export interface AnswerBarProps {
  readonly order: OrderMatter
  /** Several orders are on the page: the button says which one it answers. */
  readonly isNamed?: boolean
}

/**
 * The answers to an order under the thumb: the most likely one wide, the others beside it. Whatever is pressed is kept first
 * and sent then; without a network the button says that it keeps.
 */
export function AnswerBar({ order, isNamed = false }: AnswerBarProps) {
  const w = useWords()
  const kit = useFieldKit()
  const { entries } = useOutbox()
  const { person, may } = useHolder()
  const city = useCity()
  const isLive = useConnection().kind === 'live'
  const [asking, setAsking] = useState<Answer | 'more'>()
  const waiting = entries.filter(({ command, fate }) => command.matter === order.id && fate.kind === 'waiting')
  const [main, ...others] = answersTo(order.state, waiting)
  // Whoever looks at an order of somebody else, as those who are paged for it do, has nothing to answer.
  const isMine = person?.remit !== undefined && isToMe({ id: person.id, remit: person.remit }, order.state.to, city)
  if (!isMine || !may('orders:answer') || main === undefined) return null
  const say = (answer: Answer, { words = '', value, files = [] }: Said = {}) => {
    const about = { matter: order.id, note: words, device: deviceHere(), files }
    void kit?.outbox.add(
      newCommand(`order.${answer}`, `/api/orders/${order.id}/${answer}`, answerFields(answer, words, value), about),
      bytesOf(files),
    )
    setAsking(undefined)
  }
  const press = (answer: Answer) => (HAS_FORM[answer] ? setAsking(answer) : say(answer))
  return (
    <div className="answer-bar">
      {others.length > 0 && (
        <button type="button" className="press answer-more" onClick={() => setAsking('more')}>
          {w('mine.more')}
        </button>
      )}
      <button
        type="button"
        className="press press-primary answer-main"
        onClick={() => press(main)}
        aria-disabled={kit === undefined}
      >
        {w(`order.${main}`)} {isNamed && order.state.seq !== undefined && <span className="fig">{order.state.seq}</span>}
        {!isLive && <span className="answer-keep">{w('mine.report.keep')}</span>}
      </button>
      {asking === 'more' && (
        <Dialog title={order.state.title} onClose={() => setAsking(undefined)}>
          <div className="answer-others">
            {others.map((answer) => (
              <Press key={answer} onPress={() => press(answer)}>
                {w(`order.${answer}`)}
              </Press>
            ))}
          </div>
        </Dialog>
      )}
      {asking !== undefined && asking !== 'more' && (
        <AnswerForm
          {...{ order, answer: asking, isLive }}
          kept={waiting.flatMap(({ command: { files = [] } }) => files)}
          onSay={say}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

/** What is said with an answer. */
interface Said {
  readonly words?: string
  readonly value?: number | undefined
  readonly files?: readonly DraftFile[]
}

interface AnswerFormProps {
  readonly order: OrderMatter
  readonly answer: Answer
  readonly isLive: boolean
  /** What waits to be shown with this order. */
  readonly kept: readonly OutboxFile[]
  onSay(answer: Answer, said: Said): void
  onClose(): void
}

function AnswerForm({ order: { state }, answer, isLive, kept, onSay, onClose }: AnswerFormProps) {
  const w = useWords()
  const [words, setWords] = useState('')
  const [amount, setAmount] = useState(state.progress.findLast(({ value }) => value !== undefined)?.value?.toString() ?? '')
  const hasAmount = answer === 'progress' && state.target !== undefined
  const value = hasAmount && /^\d+(\.\d+)?$/.test(amount) ? Number(amount) : undefined
  const drafts = useDraftFiles()
  const lacks = lackOf(answer, state, { words, value, files: drafts.files, waiting: kept })
  const blocked = lacks && w(`mine.lacks.${lacks}`)
  return (
    <Dialog title={`${w(`order.${answer}`)} · ${state.title}`} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (blocked === undefined) onSay(answer, { words: words.trim(), value, files: drafts.files })
        }}
      >
        {hasAmount && state.target && (
          <Field
            label={`${w('order.value', { unit: state.target.unit })} / ${state.target.amount}`}
            value={amount}
            inputMode="decimal"
            maxLength={9}
            onText={setAmount}
          />
        )}
        <TextArea
          label={w(answer === 'refuse' || answer === 'failed' ? 'order.reason' : 'order.said')}
          value={words}
          rows={3}
          maxLength={500}
          onText={setWords}
        />
        {answer !== 'refuse' && <AttachBar drafts={drafts} />}
        <div className="dialog-end">
          <Press onPress={onClose}>{w('cancel')}</Press>
          <Press kind="primary" isSubmit blocked={blocked}>
            {isLive ? w(`order.${answer}`) : w('mine.report.keep')}
          </Press>
        </div>
      </form>
    </Dialog>
  )
}
