import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { IncidentEvent, IncidentState } from '#contract/incident.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { Press } from '../../access/parts/press.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { useDraftFiles } from '../../files/draft-files.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { sendDrafts } from '../../files/send-file.ts'
import { refusalCode } from '../../state/commands.ts'
import { useFormat } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useScreen } from '../../state/screen.ts'
import { useCommand } from '../../state/use-matters.ts'
import { shownName } from '../log-sentence.ts'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

type Message = RecordedEvent<Extract<IncidentEvent, { type: 'incident.message-sent' }>>

export interface ChatProps {
  readonly id: string
  readonly state: IncidentState
  readonly log: readonly RecordedEvent[]
  readonly followed: Followed
}

/** Messages to everyone in the incident, and who has read how far. Being shown here counts as read. */
export function Chat({ id, state, log, followed }: ChatProps) {
  const w = useWords()
  const format = useFormat()
  const { person, may } = useHolder()
  const { commands } = useScreen()
  const { command, send } = useCommand(followed)
  const [text, setText] = useState('')
  const drafts = useDraftFiles()
  const [refused, setRefused] = useState<string>()
  const [isSendingFiles, setIsSendingFiles] = useState(false)
  const end = useRef<HTMLLIElement>(null)
  const messages = log.filter(({ event }) => event.type === 'incident.message-sent') as unknown as readonly Message[]
  const newest = messages.at(-1)?.event.body.no ?? 0
  const own = state.reads.find(({ person: reader }) => reader.id === person?.id)?.no ?? 0
  const canTalk = may('orders:answer')
  const told = useRef(0)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
    if (!canTalk || newest <= own || newest <= told.current) return
    told.current = newest
    // A receipt that is lost is given again with the next message; nobody waits for it here.
    commands.send(`/api/incidents/${id}/reads`, { no: newest }).catch(() => undefined)
  }, [newest, own, canTalk, commands, id])
  const isBusy = isSendingFiles || isUnderWay(command)
  const write = async () => {
    if ((text.trim() === '' && drafts.files.length === 0) || isBusy) return
    setRefused(undefined)
    setIsSendingFiles(true)
    const attachments = await sendDrafts(drafts.files).catch((fault: unknown) => setRefused(refusalCode(fault)))
    setIsSendingFiles(false)
    if (!attachments) return
    const said = { text: text.trim(), ...(attachments.length > 0 && { attachments }) }
    if (!(await send(`/api/incidents/${id}/messages`, said))) return
    setText('')
    drafts.clear()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    void write()
  }
  return (
    <div className="chat">
      <ol className="chat-list">
        {messages.length === 0 && <li className="nothing">{w('chat.empty')}</li>}
        {messages.map(({ version, event }) => {
          const readers = state.reads.filter(({ person: reader, no }) => no >= event.body.no && reader.id !== event.actor.id)
          return (
            <li key={version} className={`chat-line${event.actor.id === person?.id ? ' is-own' : ''}`}>
              <span className="chat-who">
                <span className="strong">{event.actor.name}</span> <span className="fig soft">{format.time(event.at)}</span>
              </span>
              {event.body.text !== '' && <span className="chat-text">{event.body.text}</span>}
              <FileThumbs attachments={event.body.attachments} />
              {readers.length > 0 && (
                <span
                  className="chat-readers soft"
                  title={w('chat.readers', { names: readers.map((one) => shownName(one.person)).join('、') })}
                >
                  {w('chat.read', { n: readers.length })}
                </span>
              )}
            </li>
          )
        })}
        <li ref={end} aria-hidden="true" />
      </ol>
      {canTalk && (
        // biome-ignore lint/a11y/noStaticElementInteractions: hears the key that sends, of the field inside
        <div className="chat-write" onKeyDown={onKey}>
          <TextArea
            label={w('chat.write')}
            isLabelHidden
            placeholder={w('chat.write')}
            value={text}
            rows={2}
            maxLength={2000}
            onText={setText}
          />
          <Press kind="primary" isBusy={isBusy} onPress={() => void write()}>
            {w('chat.send')}
          </Press>
          <AttachBar drafts={drafts} hasCamera={false} />
        </div>
      )}
      <CommandState command={refused === undefined ? command : { kind: 'refused', code: refused }} />
    </div>
  )
}
