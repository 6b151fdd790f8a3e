/** Names of the works of this room, as the address says them: `incidents`, `incidents/<id>`, `orders`, `orders/<id>`, `outbox`. */
export const INCIDENT_WORKS = ['incidents', 'orders', 'outbox'] as const
export type IncidentWork = (typeof INCIDENT_WORKS)[number]

/** The work an address names, if it is one of these. */
export function workOf(work: string | undefined): IncidentWork | undefined {
  const [name] = work?.split('/') ?? []
  return INCIDENT_WORKS.find((one) => one === name)
}

/** The id of the incident an address names, or undefined for all of them. */
export function incidentOf(work: string | undefined): string | undefined {
  return idIn(work, 'incidents')
}

/** The id of the order an address names, or undefined for all of them. */
export function orderOf(work: string | undefined): string | undefined {
  return idIn(work, 'orders')
}

function idIn(work: string | undefined, name: IncidentWork): string | undefined {
  const id = work?.startsWith(`${name}/`) ? work.slice(name.length + 1) : undefined
  return id === '' ? undefined : id
}
