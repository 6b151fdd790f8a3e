import { useState } from 'react'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { Field } from '../../parts/field.tsx'

export interface DomainPickerProps {
  /** Undefined: all. */
  readonly domains: readonly string[] | undefined
  onDomains(domains: readonly string[] | undefined): void
}

/** All fields of the city, or some. Where this page knows no names of them, their ids are written. */
export function DomainPicker({ domains, onDomains }: DomainPickerProps) {
  const { w, name } = usePage()
  const known = useCityPlate()?.domains ?? []
  const [text, setText] = useState('')
  return (
    <fieldset className="domain-choices">
      <legend>{w('remits.domains')}</legend>
      <label className="domain-choice">
        <input
          type="checkbox"
          checked={domains === undefined}
          onChange={(event) => {
            setText('')
            onDomains(event.target.checked ? undefined : [])
          }}
        />
        {w('remit.all-domains')}
      </label>
      {domains !== undefined && known.length > 0 && (
        <div className="domain-choices-many">
          {known.map(({ id, names }) => (
            <label key={id} className="domain-choice">
              <input
                type="checkbox"
                checked={domains.includes(id)}
                onChange={(event) => onDomains(event.target.checked ? [...domains, id] : domains.filter((one) => one !== id))}
              />
              {name(names)}
            </label>
          ))}
        </div>
      )}
      {domains !== undefined && known.length === 0 && (
        <Field
          label={w('remits.domain-ids')}
          value={text}
          autoComplete="off"
          onText={(next) => {
            setText(next)
            onDomains(next.split(/[\s,，、]+/).filter(Boolean))
          }}
        />
      )}
    </fieldset>
  )
}
