import { useEffect, useState } from 'react'
import type { ListedAccount } from '#contract/account.ts'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Field } from '../../parts/field.tsx'
import { Press } from '../../parts/press.tsx'

/** A number in the clear is taken off the screen again after this long, in ms. */
const SHOWN_MS = 60_000
/** A purpose has at least this many characters. */
const SHORTEST_PURPOSE = 4

/** A phone number, masked; in the clear for a purpose that is stated, written down, and over in a minute. */
export function Phone({ account, mayUnmask }: { account: ListedAccount; mayUnmask: boolean }) {
  const { w } = usePage()
  const [isAsking, setAsking] = useState(false)
  const [purpose, setPurpose] = useState('')
  const [phone, setPhone] = useState<string>()
  useEffect(() => {
    if (phone === undefined) return
    const timer = setTimeout(() => setPhone(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [phone])
  return (
    <span className="masked">
      <span className="fig">{phone ?? account.phone}</span>
      {phone !== undefined ? (
        <Press kind="quiet" onPress={() => setPhone(undefined)}>
          {w('personal.hide')}
        </Press>
      ) : (
        mayUnmask && (
          <Press kind="quiet" onPress={() => setAsking(true)}>
            {w('personal.unmask')}
          </Press>
        )
      )}
      {isAsking && (
        <Confirm
          title={w('personal.title')}
          verb={w('personal.unmask')}
          blocked={purpose.trim().length < SHORTEST_PURPOSE ? w('personal.blocked') : undefined}
          onClose={() => setAsking(false)}
          act={async () => {
            const answer = await call<{ phone: string | null }>('POST', `/api/accounts/${encodeURIComponent(account.id)}/unmask`, {
              purpose: purpose.trim(),
            })
            setPhone(answer.phone ?? undefined)
            setPurpose('')
          }}
        >
          <p>{w('personal.what', { who: account.shown })}</p>
          <Field
            label={w('personal.purpose')}
            value={purpose}
            maxLength={200}
            required
            autoFocus
            hint={w('personal.purpose-hint')}
            onText={setPurpose}
          />
        </Confirm>
      )}
    </span>
  )
}
