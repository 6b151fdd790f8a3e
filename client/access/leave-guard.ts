import { createContext } from 'react'

/** Why nobody should sign out here at this moment, in words: signing out empties the device. Undefined when nothing is lost. */
export const LeaveGuardContext = createContext<string | undefined>(undefined)
