import { useState } from 'react'
import { type Group, type IncidentState, POSTS, type Post } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { Glyph } from '../../design/glyph.tsx'
import { useCity, useFormat, useNames, useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { shownName } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { GroupForm } from './group-form.tsx'

interface BlockProps {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
}

/** Who commands, for how long they are taken to be there, the handover with its two sides, posts and groups. */
export function CommandBlock({ id, state, followed }: BlockProps) {
  const w = useWords()
  const format = useFormat()
  const now = useNow(1_000)
  const { person, may } = useHolder()
  const [asking, setAsking] = useState<'take' | 'offer' | 'post' | undefined>()
  const [group, setGroup] = useState<Group | 'new'>()
  const plan = usePlanWords()
  const { command, send } = useCommand(followed)
  const { term, commander, leaseEndsAt, lapsedAt, offer } = state.command
  const isMine = commander !== undefined && commander.id === person?.id
  const isOffered = offer !== undefined && offer.to.id === person?.id
  const answer = (said: 'accept' | 'decline' | 'withdraw') =>
    void send(`/api/incidents/${id}/command/answer`, { term, answer: said })
  const close = () => setAsking(undefined)
  return (
    <section className="block" aria-label={w('command.title')}>
      <h2 className="block-head">{w('command.title')}</h2>
      <ul className="rows">
        <li className="holder is-commander">
          <span className="holder-post">{w('command.commander')}</span>
          <span className="strong">{commander ? shownName(commander) : w('command.nobody')}</span>
          <span className="soft">
            {commander && leaseEndsAt !== undefined && leaseEndsAt > now && (
              <>
                <Glyph kind="live" /> {w('command.lease', { time: format.time(leaseEndsAt) })}
              </>
            )}
            {lapsedAt !== undefined && (
              <>
                <Glyph kind="silent" /> {w('command.lapsed', { time: format.time(lapsedAt) })}
              </>
            )}
          </span>
        </li>
        {state.posts.map(({ post, person: holder }) => (
          <li key={post} className="holder">
            <span className="holder-post">{w(`post.${post}`)}</span>
            <span className="strong">{shownName(holder)}</span>
          </li>
        ))}
        {state.groups.map((group) => (
          <li key={group.id} className="holder">
            <GroupRow group={group} mayChange={may('incidents:command')} onChange={() => setGroup(group)} />
          </li>
        ))}
      </ul>
      {offer !== undefined && (
        <p className="offer">
          {isOffered
            ? w('command.offered-you', { name: shownName(offer.by) })
            : w('command.offered', { name: shownName(offer.to) })}
          {offer.note !== undefined && <span className="soft"> {offer.note}</span>}
        </p>
      )}
      <div className="block-presses">
        {isOffered && (
          <>
            <Press kind="primary" isBusy={isUnderWay(command)} onPress={() => answer('accept')}>
              {w('command.accept')}
            </Press>
            <Press isBusy={isUnderWay(command)} onPress={() => answer('decline')}>
              {w('command.decline')}
            </Press>
          </>
        )}
        {may('incidents:command') && commander === undefined && !isOffered && (
          <Press kind="primary" onPress={() => setAsking('take')}>
            {w('command.take')}
          </Press>
        )}
        {isMine && offer === undefined && (
          <>
            <Press isBusy={isUnderWay(command)} onPress={() => void send(`/api/incidents/${id}/command/renew`, { term })}>
              {w('command.renew')}
            </Press>
            <Press onPress={() => setAsking('offer')}>{w('command.offer')}</Press>
          </>
        )}
        {isMine && offer !== undefined && (
          <Press isBusy={isUnderWay(command)} onPress={() => answer('withdraw')}>
            {w('command.withdraw')}
          </Press>
        )}
        {may('incidents:command') && (
          <>
            <Press onPress={() => setAsking('post')}>{w('command.give-post')}</Press>
            <Press onPress={() => setGroup('new')}>{plan('group.form')}</Press>
          </>
        )}
      </div>
      <CommandState command={command} />
      {asking === 'take' && <Take id={id} state={state} followed={followed} onClose={close} />}
      {asking === 'offer' && <Offer id={id} state={state} followed={followed} onClose={close} />}
      {group !== undefined && (
        <GroupForm
          id={id}
          state={state}
          group={group === 'new' ? undefined : group}
          followed={followed}
          onClose={() => setGroup(undefined)}
        />
      )}
      {asking === 'post' && <GivePost id={id} state={state} followed={followed} onClose={close} />}
    </section>
  )
}

/** A group: what it is for, who leads it, how many there are; a press changes it. */
function GroupRow({ group, mayChange, onChange }: { readonly group: Group; readonly mayChange: boolean; onChange(): void }) {
  const w = useWords()
  const plan = usePlanWords()
  const city = useCity()
  const name = useNames()
  const departments = group.departments.map((id) => {
    const known = city.department(id)
    return known ? name(known.short ?? known.names) : id
  })
  return (
    <>
      <span className="holder-post">
        {mayChange ? (
          <button type="button" className="phase-press" onClick={onChange}>
            {w(`group.${group.kind}`)}
          </button>
        ) : (
          w(`group.${group.kind}`)
        )}
      </span>
      <span className="group-words">
        {group.lead && <span className="strong">{shownName(group.lead)} </span>}
        <span className="soft">{[plan('group.count', { n: group.members.length }), ...departments].join(' · ')}</span>
      </span>
    </>
  )
}

interface AskingProps extends BlockProps {
  onClose(): void
}

function Take({ id, state, followed, onClose }: AskingProps) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const [post, setPost] = useState('')
  const take = () =>
    void send(`/api/incidents/${id}/command/take`, { term: state.command.term, ...(post.trim() !== '' && { post: post.trim() }) })
  return (
    <Ask title={w('command.take')} verb={w('command.take')} command={command} onSend={take} onClose={onClose}>
      <p>{w('command.take.confirm')}</p>
      <Field label={w('command.post')} value={post} maxLength={40} onText={setPost} />
    </Ask>
  )
}

function Offer({ id, state, followed, onClose }: AskingProps) {
  const w = useWords()
  const { person } = useHolder()
  const { command, send } = useCommand(followed)
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const offer = () =>
    void send(`/api/incidents/${id}/command/offer`, {
      term: state.command.term,
      to,
      ...(note.trim() !== '' && { note: note.trim() }),
    })
  return (
    <Ask
      title={w('command.offer')}
      verb={w('command.offer')}
      command={command}
      blocked={to === '' ? w('command.who') : undefined}
      onSend={offer}
      onClose={onClose}
    >
      <p>{w('command.offer.confirm')}</p>
      <PersonPicker label={w('command.offer.to')} person={to} except={person?.id} onPerson={setTo} />
      <TextArea label={w('command.offer.note')} value={note} maxLength={500} onText={setNote} />
    </Ask>
  )
}

function GivePost({ id, state, followed, onClose }: AskingProps) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  const [post, setPost] = useState<Post>('deputy')
  const [person, setPerson] = useState('')
  const [title, setTitle] = useState('')
  const give = () =>
    void send(`/api/incidents/${id}/posts`, {
      post,
      person,
      term: state.command.term,
      ...(title.trim() !== '' && { title: title.trim() }),
    })
  return (
    <Ask
      title={w('command.give-post')}
      verb={w('command.give-post')}
      command={command}
      blocked={person === '' ? w('command.who') : undefined}
      onSend={give}
      onClose={onClose}
    >
      <Select label={w('command.posts')} value={post} onValue={(next) => setPost(next as Post)}>
        {POSTS.map((one) => (
          <option key={one} value={one}>
            {w(`post.${one}`)}
          </option>
        ))}
      </Select>
      <PersonPicker label={w('command.who')} person={person} onPerson={setPerson} />
      <Field label={w('command.post')} value={title} maxLength={40} onText={setTitle} />
    </Ask>
  )
}
