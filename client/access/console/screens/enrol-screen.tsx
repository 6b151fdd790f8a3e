import { useState } from 'react'
import { call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { AreaPicker } from '../../parts/area-picker.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Field } from '../../parts/field.tsx'

/** Digits of the code that a screen shows. */
const CODE_DIGITS = 8

export interface EnrolScreenProps {
  /** The area in which whoever enrols answers; a screen shows no more than that. */
  readonly root: string | undefined
  onEnrolled(): void
  onClose(): void
}

/** Confirms the code that a screen shows: it becomes the city's and shows what its area may see. */
export function EnrolScreen({ root, onEnrolled, onClose }: EnrolScreenProps) {
  const { w } = usePage()
  const plate = useCityPlate()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [area, setArea] = useState(root ?? plate?.root ?? '')
  const isReady = code.length === CODE_DIGITS && name.trim() !== '' && area !== ''
  return (
    <Confirm
      title={w('screens.enrol')}
      verb={w('screens.enrol')}
      blocked={isReady ? undefined : w('screens.enrol-blocked')}
      onClose={onClose}
      act={async () => {
        await call('POST', '/api/screens', { code, name: name.trim(), area })
        onEnrolled()
      }}
    >
      <Field
        label={w('pairing.code')}
        value={code.replace(/(.{4})(?=.)/, '$1 ')}
        className="code-input fig"
        inputMode="numeric"
        autoComplete="off"
        required
        autoFocus
        hint={w('screens.code-hint')}
        onText={(text) => setCode(text.normalize('NFKC').replace(/\D/g, '').slice(0, CODE_DIGITS))}
      />
      <Field
        label={w('screens.name')}
        value={name}
        maxLength={40}
        autoComplete="off"
        required
        hint={w('screens.name-hint')}
        onText={setName}
      />
      <AreaPicker area={area} onArea={setArea} {...(root !== undefined && { root })} />
      <p className="effect">{w('screens.enrol-what')}</p>
    </Confirm>
  )
}
