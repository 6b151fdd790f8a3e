import { useEffect, useState } from 'react'
import type { Catalogue } from '#contract/catalogue.ts'
import { useAccessStore } from '../access/access-context.ts'
import { CallRefused } from '../access/call.ts'
import { displayHere } from '../displays/display-here.ts'
import { fetchCatalogue } from './catalogue.ts'
import { openScreen } from './open-screen.ts'
import { createTimeMachine, type TimeMachine } from './past/time-machine.ts'
import { TimeMachineProvider } from './past/time-machine-provider.tsx'
import { installProbe } from './probe.ts'
import { Shell } from './shell.tsx'
import { fetchShell } from './shells.ts'
import { RETRY_S, Waiting } from './waiting.tsx'

type Opening =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'open'; readonly machine: TimeMachine }

/** The city as one subject sees it: reads its catalogue, opens the line, shows the shell of the display class. */
export function City() {
  const access = useAccessStore()
  const [opening, setOpening] = useState<Opening>({ kind: 'reading' })
  useEffect(() => {
    let isOver = false
    let close = () => {}
    let timer: ReturnType<typeof setTimeout> | undefined
    const dismissed = (isSure: boolean) => {
      if (!isOver) void (isSure ? access.end() : access.read())
    }
    const open = (catalogue: Catalogue) => {
      if (isOver) return
      const opened = openScreen(catalogue, dismissed)
      const removeProbe = installProbe(opened.screen)
      const machine = createTimeMachine(opened.screen)
      close = () => {
        machine.stop()
        opened.close()
        removeProbe()
      }
      setOpening({ kind: 'open', machine })
    }
    const read = () => {
      fetchCatalogue().then(open, (fault: unknown) => {
        if (isOver) return
        const isRefusal = fault instanceof CallRefused
        if (isRefusal && (fault.status === 401 || fault.status === 403)) dismissed(fault.code === 'access/sign-in-needed')
        setOpening({ kind: 'failed', code: isRefusal ? fault.code : String(fault) })
        timer = setTimeout(read, RETRY_S * 1000)
      })
    }
    fetchShell(displayHere())
    read()
    return () => {
      isOver = true
      clearTimeout(timer)
      close()
    }
  }, [access])
  if (opening.kind !== 'open')
    return <Waiting {...(opening.kind === 'failed' && { fault: { ...opening, kind: 'no-catalogue' } })} />
  return (
    <TimeMachineProvider machine={opening.machine}>
      <Shell />
    </TimeMachineProvider>
  )
}
