import { useEffect, useState } from 'react'
import type { Me } from '#contract/access.ts'
import { useAccessStore } from '../access-context.ts'
import { CallRefused, call } from '../call.ts'
import { usePage } from '../page/page-context.ts'
import { useCall } from '../use-call.ts'
import { CODE_DIGITS, CodeField } from './code-field.tsx'
import { Press } from './press.tsx'
import { QrCode } from './qr-code.tsx'
import { Refused } from './refused.tsx'

/** What the server gives to be put into an authenticator, once. It stays in this component and goes with it. */
interface NewTotp {
  readonly id: string
  readonly uri: string
  readonly secret: string
}

/** Adds an authenticator: the square to be read by its camera, the same to be typed, and a first code to prove it. */
export function AddTotp({ onDone }: { onDone?(): void }) {
  const { w } = usePage()
  const access = useAccessStore()
  const beginning = useCall()
  const confirming = useCall()
  const [made, setMade] = useState<NewTotp>()
  const [code, setCode] = useState('')
  const begin = () =>
    beginning.run(async () => setMade(await call<NewTotp>('POST', '/api/access/totp', { name: w('factor.totp') })))
  // biome-ignore lint/correctness/useExhaustiveDependencies: one secret is asked for when this opens, and no other
  useEffect(() => {
    void begin()
  }, [])
  const confirm = async (digits: string) => {
    if (made === undefined || digits.length !== CODE_DIGITS) return
    const isDone = await confirming.run(() =>
      access.change(() => call<Me>('POST', `/api/access/totp/${encodeURIComponent(made.id)}/confirm`, { code: digits })),
    )
    if (isDone) onDone?.()
    else setCode('')
  }
  if (made === undefined)
    return (
      <div className="form">
        <Refused refusal={beginning.refusal} />
        {beginning.refusal instanceof CallRefused ? (
          <Press onPress={() => void begin()}>{w('again')}</Press>
        ) : (
          <p className="soft">{w('loading')}</p>
        )}
      </div>
    )
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void confirm(code)
      }}
    >
      <div className="totp">
        <QrCode text={made.uri} label={w('factor.qr')} />
        <ol className="totp-steps">
          <li>{w('factor.totp.scan')}</li>
          <li>
            {w('factor.totp.type')}
            <code className="secret">{groupSecret(made.secret)}</code>
          </li>
          <li>{w('factor.totp.prove')}</li>
        </ol>
      </div>
      <CodeField code={code} onCode={setCode} onFull={(digits) => void confirm(digits)} />
      <Refused refusal={confirming.refusal} />
      <Press kind="primary" isSubmit isBusy={confirming.isBusy}>
        {w('factor.totp.confirm')}
      </Press>
    </form>
  )
}

/** In groups of four, so that nobody loses their place while typing it. */
export function groupSecret(secret: string): string {
  return (
    secret
      .replace(/\s+/g, '')
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  )
}
