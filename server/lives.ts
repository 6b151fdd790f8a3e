import type { Lives } from './matters/sight.ts'

/** The life of each kind of matter this server keeps. */
export const LIVES: Lives = {}
