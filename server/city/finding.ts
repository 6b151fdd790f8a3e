import { StartupFault } from '../startup-fault.ts'

/** Something wrong in a city folder: the file (relative to the folder), the entry and field in it, and the remedy. */
export interface Finding {
  readonly file: string
  /** Entry and field, such as `metric eco.air.aqi, threshold.step`; empty when the whole file is meant. */
  readonly place: string
  readonly sentence: string
}

/** A city folder that cannot be shown. The message lists every finding, one a line. */
export class CityFault extends StartupFault {
  readonly findings: readonly Finding[]
  constructor(city: string, findings: readonly Finding[]) {
    super(
      `${city ? `The city "${city}"` : 'The city'} cannot be loaded:\n${findings.map((finding) => `  ${describeFinding(finding)}`).join('\n')}`,
    )
    this.name = 'CityFault'
    this.findings = findings
  }
}

/** A finding as one line for a person: `metrics/eco.json: metric eco.air.aqi, unit: …`. */
export function describeFinding({ file, place, sentence }: Finding): string {
  return [file, place, sentence].filter((part) => part !== '').join(': ')
}
