import { expect, it } from 'vitest'
import { PLAIN_TABLES } from '#contract/command-tables.ts'
import type { IncidentState, Link } from '#contract/incident.ts'
import { matchReport } from './match-report.ts'

const { sameness } = PLAIN_TABLES
const AT = Date.parse('2026-09-08T10:00:00+08:00')

it('makes one incident of a hundred reports of four channels in ninety seconds', () => {
  const words = ['立沙岛化工仓库冒烟起火', '听到爆炸声', '仓库可燃气体高报', '立沙岛着火了']
  const incidents: { id: string; state: IncidentState }[] = []
  for (let report = 0; report < 100; report++) {
    // Callers see it from around; what they give as their place scatters by some forty metres.
    const at: [number, number] = [113.554 + ((report % 9) - 4) * 0.0001, 22.929 + ((report % 7) - 3) * 0.0001]
    const link: Link = { kind: 'signal', text: words[report % 4] as string, place: { area: 'town', at }, at: AT + report * 900 }
    const match = matchReport({ ...link, class: 'accident' }, incidents, sameness)
    if (match.kind === 'new') incidents.push({ id: `i${report}`, state: incident(link) })
    else incidents.find(({ id }) => id === match.incident)?.state.links.push(link)
  }
  expect(incidents.map(({ state }) => state.links.length)).toEqual([100])
})

it('keeps two fires 300 metres apart apart, and asks a person about them', () => {
  const first: Link = { kind: 'signal', text: '仓库起火', place: { area: 'town', at: [113.554, 22.929] }, at: AT }
  const second: Link = { ...first, place: { area: 'town', at: [113.55692, 22.929] }, at: AT + 10_000 }
  const match = matchReport({ ...second, class: 'accident' }, [{ id: 'one', state: incident(first) }], sameness)
  expect(match).toMatchObject({ kind: 'new', lookalikes: [{ incident: 'one', metres: expect.closeTo(299, -1) }] })
})

it('joins the most alike of several', () => {
  const link = (at: [number, number]): Link => ({ kind: 'hand', text: '起火', place: { area: 'town', at }, at: AT })
  const near = { id: 'near', state: incident(link([113.5541, 22.929])) }
  const nearer = {
    id: 'nearer',
    state: { ...incident(link([113.554, 22.929])), links: [{ ...link([113.554, 22.929]), text: '仓库起火' }] },
  }
  const told = { ...link([113.554, 22.929]), text: '仓库起火', class: 'accident' } as const
  expect(matchReport(told, [near, nearer], sameness)).toMatchObject({ kind: 'joins', incident: 'nearer' })
})

function incident(link: Link): IncidentState {
  return { title: link.text, class: 'accident', place: link.place, links: [link] } as unknown as IncidentState
}
