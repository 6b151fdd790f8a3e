import { useEffect, useState } from 'react'
import type { DutyNow } from '#contract/alarm-commands.ts'
import { call } from '../access/call.ts'
import { wordsIn } from '../access/page/page-context.ts'
import { personName } from '../access/person-name.ts'
import { useNames, useNow, useUiLanguage } from '../state/hooks.ts'
import { useAlarmWords } from './use-alarm-words.ts'

/** Who is on duty is asked again this often, ms: shifts change on the minute. */
const ASK_EVERY_MS = 60_000

/** Who is told of alarms now, in the order in which they are told. */
export function DutyLine() {
  const w = useAlarmWords()
  const name = useNames()
  const page = { w: wordsIn(useUiLanguage()) }
  const minute = useNow(ASK_EVERY_MS)
  const [duty, setDuty] = useState<DutyNow>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again every minute
  useEffect(() => {
    let isHere = true
    call<DutyNow>('GET', '/api/alarms/roster').then(
      (answer) => isHere && setDuty(answer),
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [minute])
  if (!duty) return null
  if (duty.posts.length === 0) return <p className="duty-line soft">{w('duty.none')}</p>
  return (
    <p className="duty-line">
      <span className="soft">{w('duty')}</span>
      {duty.posts.map((post) => (
        <span key={post.id}>
          <span className="soft">{name(post.names)}</span>{' '}
          {post.present.map(({ account, name: shown }) => personName(shown ?? account, page)).join('、') || w('duty.nobody')}
        </span>
      ))}
    </p>
  )
}
