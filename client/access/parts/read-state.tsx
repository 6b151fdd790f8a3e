import type { ReactNode } from 'react'
import { usePage } from '../page/page-context.ts'
import type { Read } from '../use-read.ts'
import { Press } from './press.tsx'
import { Refused } from './refused.tsx'

/** What has been read, or that it is on its way, or why it was refused and how to try again. */
export function ReadState<Body>({ read, children }: { read: Read<Body>; children(body: Body): ReactNode }) {
  const { w } = usePage()
  const { reading, again } = read
  switch (reading.kind) {
    case 'loading':
      return (
        <p className="console-nothing" aria-busy="true">
          {w('loading')}
        </p>
      )
    case 'refused':
      return (
        <div className="console-nothing">
          <Refused refusal={reading.refusal} />
          <Press onPress={again}>{w('again')}</Press>
        </div>
      )
    case 'here':
      return children(reading.body)
  }
}
