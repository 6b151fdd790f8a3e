import { useEffect, useState } from 'react'
import type { CaseMatter } from '#contract/case.ts'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import type { DraftFile } from '../../files/draft-files.ts'
import { deviceHere } from '../../incidents/field/device-here.ts'
import { bytesOf, newCommand, useFieldKit, useOutbox } from '../../incidents/field/field-kit.ts'
import { FieldHead } from '../../incidents/mobile/field-head.tsx'
import { Kept } from '../../incidents/mobile/kept.tsx'
import { useHolder } from '../../incidents/use-incidents.ts'
import { useCity, useConnection } from '../../state/hooks.ts'
import { type CaseVerb, type OfferedVerb, verbsOf } from '../case-verbs.ts'
import { WORK } from '../case-work.ts'
import { CaseClocks } from '../parts/case-clocks.tsx'
import { CaseHead } from '../parts/case-head.tsx'
import { CaseLog } from '../parts/case-log.tsx'
import { CaseMap, CaseWords } from '../parts/case-shown.tsx'
import { CaseTrack } from '../parts/case-track.tsx'
import { VerbDialog } from '../parts/verb-dialog.tsx'
import { useCase } from '../use-case.ts'
import { useCaseWords } from '../use-case-words.ts'
import { isOnePress } from '../verb-form.ts'
import { keptCases } from './use-my-cases.ts'

/** One case in the hand: what and where, how far, what was shown, and what I can do about it under the thumb. */
export function MyCase({ id }: { readonly id: string }) {
  const w = useCaseWords()
  const { followed, found: live, log } = useCase(id)
  const kept = useKeptCase(id, live === undefined)
  const { entries } = useOutbox()
  const found = live ?? kept
  const waiting = entries.filter(({ command }) => command.matter === id)
  return (
    <>
      <FieldHead title={`${w('field.title')} ${found?.state.number.slice(-6) ?? ''}`} back={WORK} />
      <main id="content" className="field-main field-case" tabIndex={-1}>
        {!found && <p className="nothing">{followed.kind === 'waiting' ? w('waiting') : w('gone')}</p>}
        {found && (
          <>
            <CaseHead found={found} />
            <CaseTrack stage={found.state.stage} />
            {waiting.map((entry) => (
              <Kept key={entry.command.commandId} entry={entry} />
            ))}
            <CaseWords state={found.state} />
            {found.state.place.at && <CaseMap found={found} lookalikes={[]} />}
            <CaseClocks state={found.state} />
            {log.length > 0 && <CaseLog log={log} />}
          </>
        )}
      </main>
      {found && <FieldVerbs found={found} />}
    </>
  )
}

/** The verbs of a case under the thumb: kept first, sent then. What waits already is not offered again. */
function FieldVerbs({ found }: { readonly found: CaseMatter }) {
  const w = useCaseWords()
  const city = useCity()
  const kit = useFieldKit()
  const isLive = useConnection().kind === 'live'
  const { person, may } = useHolder()
  const { entries } = useOutbox()
  const [asking, setAsking] = useState<CaseVerb | 'more'>()
  const waiting = new Set(
    entries.flatMap(({ command, fate }) => (command.matter === found.id && fate.kind === 'waiting' ? [command.verb] : [])),
  )
  const isInCharge = city.tree.byCode.has(found.state.place.area)
  const verbs = (person ? verbsOf(found.state, { id: person.id, may, isInCharge }) : []).filter(
    ({ verb }) => !waiting.has(`case.${verb}`),
  )
  const [main, ...others] = verbs
  if (main === undefined) return null
  const say = (verb: CaseVerb, fields: Readonly<Record<string, unknown>> = {}, files: readonly DraftFile[] = []) => {
    const note = String(fields.text ?? fields.reason ?? fields.note ?? '')
    const about = { matter: found.id, note, device: deviceHere(), files }
    void kit?.outbox.add(newCommand(`case.${verb}`, `/api/cases/${found.id}/${verb}`, fields, about), bytesOf(files))
    setAsking(undefined)
  }
  const press = ({ verb, obstacle }: OfferedVerb) => {
    if (obstacle !== undefined || kit === undefined) return
    if (isOnePress(verb)) say(verb)
    else setAsking(verb)
  }
  return (
    <div className="answer-bar">
      {others.length > 0 && (
        <button type="button" className="press answer-more" onClick={() => setAsking('more')}>
          {w('verbs.more')}
        </button>
      )}
      <button
        type="button"
        className={`press answer-main${main.isNext ? ' press-primary' : ''}${main.obstacle === undefined ? '' : ' is-blocked'}`}
        aria-disabled={main.obstacle !== undefined || kit === undefined}
        onClick={() => press(main)}
      >
        {w(`verb.${main.verb}`)}
        {main.obstacle !== undefined && <span className="answer-keep">{w(`obstacle.${main.obstacle}`)}</span>}
        {main.obstacle === undefined && !isLive && <span className="answer-keep">{w('field.keep')}</span>}
      </button>
      {asking === 'more' && (
        <Dialog title={w('verbs')} onClose={() => setAsking(undefined)}>
          <div className="answer-others">
            {others.map((offered) => (
              <Press
                key={offered.verb}
                blocked={offered.obstacle && w(`obstacle.${offered.obstacle}`)}
                onPress={() => press(offered)}
              >
                {w(`verb.${offered.verb}`)}
              </Press>
            ))}
          </div>
        </Dialog>
      )}
      {asking !== undefined && asking !== 'more' && (
        <VerbDialog
          key={asking}
          {...{ verb: asking, found, lookalikes: [], hasCamera: true }}
          press={isLive ? w(`verb.${asking}`) : w('field.keep')}
          onSay={(fields, files) => say(asking, fields, files)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

/** The case as this device kept it, while nobody answers for it. */
function useKeptCase(id: string, isWanted: boolean): CaseMatter | undefined {
  const [kept, setKept] = useState<CaseMatter>()
  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    void keptCases().then((found) => !isOver && setKept(found?.cases.find((one) => one.id === id)))
    return () => {
      isOver = true
    }
  }, [id, isWanted])
  return isWanted ? kept : undefined
}
