import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useMe } from '../../access/access-context.ts'
import { LeaveGuardContext } from '../../access/leave-guard.ts'
import { personOf } from '../../access/person.ts'
import { sendFile } from '../../files/send-file.ts'
import type { Commands } from '../../state/commands.ts'
import { openDeviceStore } from '../../state/device-store.ts'
import { useConnection, useT } from '../../state/hooks.ts'
import { type OutboxCommand, type OutboxEntry, type OutboxShelf, openOutbox, waitingCount } from '../../state/outbox.ts'
import { ScreenContext, useIsPast, useLiveScreen, useScreen } from '../../state/screen.ts'
import { type FieldKit, FieldKitContext, useFieldKit, useOutbox } from './field-kit.ts'
import { KeepPicture } from './keep-picture.tsx'
import { Receipts } from './receipts.tsx'
import { sendKept, sendKeptFile } from './send-kept.ts'

/** What waits is tried again this often while there is a line, in ms. */
const TRY_EVERY_MS = 5_000

/** Gives what stands inside an outbox that outlives the page, sends what waits whenever there is a line, keeps the last picture. */
export function FieldKitProvider({ children }: { readonly children: ReactNode }) {
  const account = personOf(useMe())?.id
  const [live, here, isPast] = [useLiveScreen(), useScreen(), useIsPast()]
  const { commands } = live
  const [kit, setKit] = useState<FieldKit>()
  useEffect(() => {
    if (account === undefined) return
    let isOver = false
    const open = async (shelf: OutboxShelf, isKept: boolean) => {
      const outbox = await openOutbox({
        ...{ shelf, account, alone, now: Date.now },
        send: (command) => sendKept(commands, command),
        sendFile: (bytes) => sendKeptFile(sendFile, bytes),
      })
      if (!isOver) setKit({ outbox, isKept })
    }
    openDeviceStore()
      .then(({ outbox }) => open(outbox, true))
      .catch(() => open(shelfOfPage(), false))
    return () => {
      isOver = true
      setKit(undefined)
    }
  }, [account, commands])
  const kitHere = useMemo(() => (kit && isPast ? pastKit(kit, here.commands) : kit), [kit, isPast, here])
  return (
    <FieldKitContext value={kit}>
      <ScreenContext value={live}>
        <Sending />
        <KeepPicture />
        <Receipts />
      </ScreenContext>
      <FieldKitContext value={kitHere}>
        <Guarded>{children}</Guarded>
      </FieldKitContext>
    </FieldKitContext>
  )
}

/** The kit at a moment of the past: what waits is shown, and nothing is taken in, so that its promise is never fulfilled. */
function pastKit(kit: FieldKit, commands: Commands): FieldKit {
  const add = ({ path }: OutboxCommand) => new Promise<void>(() => void commands.send(path).catch(() => undefined))
  return { ...kit, outbox: { ...kit.outbox, add } }
}

/** Nobody signs out while something waits: signing out empties the device. */
function Guarded({ children }: { readonly children: ReactNode }) {
  const t = useT()
  const waiting = waitingCount(useOutbox())
  return <LeaveGuardContext value={waiting > 0 ? t('outbox.leave', { n: waiting }) : undefined}>{children}</LeaveGuardContext>
}

/** Sends what waits: when the line comes back, when the browser says so, and every few seconds while anything waits. */
function Sending() {
  const { entries } = useOutbox()
  const kind = useConnection().kind
  return <Flush isLive={kind === 'live'} hasWaiting={waitingCount({ entries, isSending: false }) > 0} />
}

function Flush({ isLive, hasWaiting }: { readonly isLive: boolean; readonly hasWaiting: boolean }) {
  const kit = useFieldKit()
  useEffect(() => {
    if (!kit || !isLive || !hasWaiting) return
    const flush = () => void kit.outbox.flush()
    flush()
    const timer = setInterval(flush, TRY_EVERY_MS)
    addEventListener('online', flush)
    return () => {
      clearInterval(timer)
      removeEventListener('online', flush)
    }
  }, [kit, isLive, hasWaiting])
  return null
}

/** One page of this browser sends at a time, so that two pages do not send out of order. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work()
  await navigator.locks.request('guanlan-outbox', work)
}

/** Keeps the outbox for as long as the page lives, where the browser keeps nothing. */
function shelfOfPage(): OutboxShelf {
  const kept = new Map<string, OutboxEntry>()
  const files = new Map<string, Blob>()
  return {
    read: async () => [...kept.values()],
    put: async (entry, bytes = new Map()) => {
      for (const [key, blob] of bytes) files.set(key, blob)
      kept.set(entry.command.commandId, entry)
    },
    bytes: async (key) => files.get(key),
    forget: async (keys) => {
      for (const key of keys) files.delete(key)
    },
    remove: async (commandId) => {
      kept.delete(commandId)
    },
  }
}
