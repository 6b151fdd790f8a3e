import { useEffect } from 'react'
import { type Read, useRead } from '../access/use-read.ts'

/** Reads an address of the server, and reads it again every so often; with undefined only when told to. */
export function useRepeatedRead<Body>(path: string, everyMs: number | undefined): Read<Body> {
  const read = useRead<Body>(path)
  const { again } = read
  useEffect(() => {
    if (everyMs === undefined) return
    const timer = setInterval(again, everyMs)
    return () => clearInterval(timer)
  }, [again, everyMs])
  return read
}
