import type { Person } from './person.ts'

/** Pairs a wall as people do: it shows a code, a director confirms it. Returns the cookie the wall bears from then on. */
export async function enrolWall(url: string, director: Person, area: string): Promise<string> {
  const asked = await fetch(`${url}/api/screens/pairings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ display: 'wall' }),
  })
  const { code } = (await asked.json()) as { readonly code: string }
  await director.post('/api/screens', { code, name: '演练大屏', area })
  const collected = await fetch(`${url}/api/screens/pairing`, { headers: { cookie: cookiesOf(asked) } })
  return cookiesOf(collected)
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] as string)
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')
}
