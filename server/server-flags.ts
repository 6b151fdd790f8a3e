/**
 * What Node is told of each server process. Left to itself the young generation of V8 grows to a hundred megabytes and stays
 * there when many screens connect at once; with 16 MB for each half of it, collections cost no more and memory stays near what
 * the screens need.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=16']
