import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Me } from '#contract/access.ts'
import type { Access, AccessStore } from './access-store.ts'

export const AccessContext = createContext<AccessStore | undefined>(undefined)

/** The store of who this page is to the server. Throws outside an AccessContext. */
export function useAccessStore(): AccessStore {
  const store = useContext(AccessContext)
  if (!store) throw new Error('a component that asks who is there must stand inside an AccessContext')
  return store
}

/** What this page knows of who it is to the server. */
export function useAccess(): Access {
  const store = useAccessStore()
  return useSyncExternalStore(store.subscribe, store.getState)
}

/** Who this page is to the server; undefined before that is known, and with a server that asks nobody. */
export function useMe(): Me | undefined {
  const access = useAccess()
  return access.kind === 'known' ? access.me : undefined
}
