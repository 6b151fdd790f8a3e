import type { Role } from '#contract/access.ts'

/** Somebody who tries a role at a server that runs by itself, wherever it is found. */
export interface SignedIn {
  /** Where the server is found now; it may move. */
  url: string
  readonly cookie: string
  post(path: string, body: object): Promise<Response>
  read<Answer>(path: string): Promise<Answer>
}

export async function signIn(url: string, role: Role): Promise<SignedIn> {
  const headers = (origin: string) => ({ 'content-type': 'application/json', origin })
  const tried = await fetch(`${url}/api/access/trial`, { method: 'POST', headers: headers(url), body: JSON.stringify({ role }) })
  if (!tried.ok) throw new Error(await tried.text())
  const cookie = tried.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const person: SignedIn = {
    ...{ url, cookie },
    post: (path, body) =>
      fetch(person.url + path, { method: 'POST', headers: { ...headers(person.url), cookie }, body: JSON.stringify(body) }),
    read: async <Answer>(path: string) => (await (await fetch(person.url + path, { headers: { cookie } })).json()) as Answer,
  }
  return person
}

/** Opens an incident and takes command of it. */
export async function lead(chief: SignedIn): Promise<string> {
  const what = { class: 'accident', place: { area: 'rm-a' }, what: '起火' }
  const opened = await chief.post('/api/incidents', { commandId: 'open-the-incident', ...what })
  const { id } = (await opened.json()) as { id: string }
  await chief.post(`/api/incidents/${id}/command/take`, { commandId: 'take-the-command', term: 0 })
  return id
}

/** Issues an order under a command id of its own; rejects with the code when it is refused, or when no answer comes. */
export async function issue(chief: SignedIn, incident: string, number: number): Promise<string> {
  const to = [{ kind: 'role', role: 'field-responder', area: 'rm-a' }]
  const body = { incident, term: 1, title: `令 ${number}`, to, slaMinutes: 20, issue: true }
  const response = await chief.post('/api/orders', { commandId: commandOf(number), ...body })
  const answer = (await response.json()) as { id?: string; code?: string }
  if (answer.id === undefined) throw new Error(answer.code ?? String(response.status))
  return answer.id
}

export function commandOf(number: number): string {
  return `order-command-${String(number).padStart(6, '0')}`
}
