import type { DisplayClass } from '#contract/display-class.ts'
import { classInAddress, guessClass } from './detect.ts'

/** The display class of this page: the one its address names, else the one this browser's screen most likely is. */
export function displayHere(): DisplayClass {
  return (
    classInAddress(location.pathname) ??
    guessClass({
      width: window.innerWidth,
      height: window.innerHeight,
      isCoarse: matchMedia('(pointer: coarse)').matches,
      hasPointer: !matchMedia('(pointer: none)').matches,
    })
  )
}
