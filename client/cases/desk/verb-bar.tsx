import { useEffect, useRef, useState } from 'react'
import type { CaseLookalikes, CaseMatter } from '#contract/case.ts'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import type { DraftFile } from '../../files/draft-files.ts'
import { sendDrafts } from '../../files/send-file.ts'
import { CommandState, isUnderWay } from '../../incidents/parts/command-state.tsx'
import { useHolder } from '../../incidents/use-incidents.ts'
import { refusalCode } from '../../state/commands.ts'
import { useCity } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { type CaseVerb, type OfferedVerb, verbsOf } from '../case-verbs.ts'
import { VerbDialog } from '../parts/verb-dialog.tsx'
import { useCaseWords } from '../use-case-words.ts'
import { isOnePress } from '../verb-form.ts'

/** Keys of verbs besides the main one, which has Enter; a letter is used by one verb of a stage at most. */
const KEYS: Partial<Readonly<Record<CaseVerb, string>>> = {
  reject: 'r',
  return: 'r',
  rework: 'r',
  refuse: 'r',
  extend: 'e',
  ask: 'e',
  defer: 'h',
  progress: 'p',
  supplement: 's',
  merge: 'm',
}

/** Verbs that stand on the bar itself; the others are behind one more press. */
const ON_BAR = 4

export interface VerbBarProps {
  readonly found: CaseMatter
  readonly followed: Followed
  readonly lookalikes: CaseLookalikes['lookalikes']
}

/** What can be done about a case: the likeliest filled and by Enter, what cannot be done in its place with its reason. */
export function VerbBar({ found, followed, lookalikes }: VerbBarProps) {
  const w = useCaseWords()
  const city = useCity()
  const { person, may } = useHolder()
  const { command, send, dismiss } = useCommand(followed)
  const [asking, setAsking] = useState<CaseVerb | 'more'>()
  const [refused, setRefused] = useState<string>()
  const [isSendingFiles, setIsSendingFiles] = useState(false)
  const isInCharge = city.tree.byCode.has(found.state.place.area)
  const verbs = person ? verbsOf(found.state, { id: person.id, may, isInCharge }) : []
  const isBusy = isSendingFiles || isUnderWay(command)
  const say = async (verb: CaseVerb, fields: object = {}, files: readonly DraftFile[] = []) => {
    if (isBusy) return
    setRefused(undefined)
    setIsSendingFiles(files.length > 0)
    const attachments = await sendDrafts(files).catch((fault: unknown) => setRefused(refusalCode(fault)))
    setIsSendingFiles(false)
    if (!attachments) return
    await send(`/api/cases/${found.id}/${verb}`, { ...fields, ...(attachments.length > 0 && { attachments }) })
  }
  const press = ({ verb, obstacle }: OfferedVerb) => {
    if (obstacle !== undefined) return
    dismiss()
    setRefused(undefined)
    if (isOnePress(verb)) void say(verb)
    else setAsking(verb)
  }
  useVerbKeys(verbs, asking === undefined && !isBusy, press)
  // What was said is on this screen: the question closes by itself, and nothing that was written is lost before.
  const isTold = command?.kind === 'told'
  useEffect(() => {
    if (isTold) setAsking(undefined)
  }, [isTold])
  const state = <CommandState command={refused === undefined ? command : { kind: 'refused', code: refused }} />
  if (verbs.length === 0) return <p className="case-verbs soft">{w('verbs.none')}</p>
  return (
    <fieldset className="case-verbs" aria-label={w('verbs')}>
      {verbs.slice(0, ON_BAR).map((offered, place) => (
        <Offered key={offered.verb} offered={offered} isMain={place === 0 && offered.isNext} isBusy={isBusy} onPress={press} />
      ))}
      {verbs.length > ON_BAR && (
        <Press kind="quiet" onPress={() => setAsking('more')}>
          {w('verbs.more')}
        </Press>
      )}
      {(asking === undefined || asking === 'more') && state}
      {asking === 'more' && (
        <Dialog title={w('verbs')} onClose={() => setAsking(undefined)}>
          <div className="case-verbs-more">
            {verbs.slice(ON_BAR).map((offered) => (
              <Offered key={offered.verb} offered={offered} isMain={false} isBusy={isBusy} onPress={press} />
            ))}
          </div>
        </Dialog>
      )}
      {asking !== undefined && asking !== 'more' && (
        <VerbDialog
          key={asking}
          {...{ verb: asking, found, lookalikes, isBusy, hasCamera: false }}
          press={w(`verb.${asking}`)}
          onSay={(fields, files) => void say(asking, fields, files)}
          onClose={() => setAsking(undefined)}
        >
          {state}
        </VerbDialog>
      )}
    </fieldset>
  )
}

function Offered({
  offered,
  isMain,
  isBusy,
  onPress,
}: {
  readonly offered: OfferedVerb
  readonly isMain: boolean
  readonly isBusy: boolean
  onPress(offered: OfferedVerb): void
}) {
  const w = useCaseWords()
  const { verb, obstacle } = offered
  const key = isMain ? <EnterSign /> : KEYS[verb]?.toUpperCase()
  return (
    <Press
      kind={isMain && obstacle === undefined ? 'primary' : 'plain'}
      isBusy={isMain && isBusy}
      blocked={obstacle && w(`obstacle.${obstacle}`)}
      onPress={() => onPress(offered)}
    >
      {w(`verb.${verb}`)}
      {obstacle !== undefined && <span className="case-obstacle">{w(`obstacle.${obstacle}`)}</span>}
      {key !== undefined && obstacle === undefined && <kbd>{key}</kbd>}
    </Press>
  )
}

/** The sign of the Enter key; the faces of the page have none. */
function EnterSign() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label="Enter">
      <path d="M10.500 2v4.500H2M4.800 3.700 2 6.500l2.800 2.800" fill="none" stroke="currentColor" strokeWidth="1.400" />
    </svg>
  )
}

/** Enter does the main verb where no button has the focus; letters do the others, unless somebody types or a question is open. */
function useVerbKeys(verbs: readonly OfferedVerb[], isOn: boolean, press: (offered: OfferedVerb) => void): void {
  const held = useRef({ verbs, isOn, press })
  held.current = { verbs, isOn, press }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!held.current.isOn || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      const at = event.target instanceof HTMLElement ? event.target : undefined
      if (at?.closest('input, select, textarea, dialog, [role="application"]')) return
      const { verbs, press } = held.current
      // A row of the list that is shown already has nothing else for Enter to do.
      const isFree = at?.closest('button, a') === null || at?.closest('[data-place][aria-current="true"]') !== null
      const offered =
        event.key === 'Enter'
          ? isFree && verbs[0]?.isNext
            ? verbs[0]
            : undefined
          : verbs.find(({ verb }) => KEYS[verb] === event.key)
      if (!offered) return
      event.preventDefault()
      press(offered)
    }
    // Before the browser presses the row that has the focus.
    addEventListener('keydown', listen, true)
    return () => removeEventListener('keydown', listen, true)
  }, [])
}
