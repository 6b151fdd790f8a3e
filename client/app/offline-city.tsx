import { useEffect, useState } from 'react'
import { AccessContext } from '../access/access-context.ts'
import { type Access, type AccessStore, createAccessStore } from '../access/access-store.ts'
import { openDeviceStore } from '../state/device-store.ts'
import { isReadable, type Picture } from '../state/picture.ts'
import { type Screen, ScreenContext } from '../state/screen.ts'
import { openScreen } from './open-screen.ts'
import { Shell } from './shell.tsx'
import { Waiting } from './waiting.tsx'

/**
 * The city without a network: the last picture of this device, with its age, and an outbox to go on working with. Nothing of
 * it is live. As soon as the server answers again, whoever stands around this replaces it.
 */
export function OfflineCity({ fault }: { readonly fault: { readonly kind: 'unreachable'; readonly code: string } }) {
  const picture = useLastPicture()
  const [screen, setScreen] = useState<Screen>()
  useEffect(() => {
    if (picture === undefined) return
    const opened = openScreen(picture.catalogue, () => undefined, picture)
    setScreen(opened.screen)
    return opened.close
  }, [picture])
  if (picture === undefined || screen === undefined) return <Waiting fault={fault} />
  return (
    <AccessContext value={storeOf(picture)}>
      <ScreenContext value={screen}>
        <Shell />
      </ScreenContext>
    </AccessContext>
  )
}

/** The last picture of this device, if it may still be shown. */
function useLastPicture(): Picture | undefined {
  const [picture, setPicture] = useState<Picture>()
  useEffect(() => {
    let isOver = false
    openDeviceStore()
      .then(({ picture: shelf }) => shelf.read())
      .then(
        (kept) => {
          if (!isOver && isReadable(kept, Date.now())) setPicture(kept)
        },
        // A browser that keeps nothing has no picture; the page goes on asking for the server.
        () => undefined,
      )
    return () => {
      isOver = true
    }
  }, [])
  return picture
}

const stores = new WeakMap<Picture, AccessStore>()

/** Who was here when the picture was kept. Nothing is asked of a server through it. */
function storeOf(picture: Picture): AccessStore {
  const known = stores.get(picture)
  if (known) return known
  const store = createAccessStore(async () => picture.me)
  const access: Access = { kind: 'known', me: picture.me }
  store.setState(access, true)
  stores.set(picture, store)
  return store
}
