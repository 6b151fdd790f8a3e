import { expect, it } from 'vitest'
import { capFaults } from './cap-form.ts'

const WHOLE = `<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender>
<sent>2026-09-07T12:00:00+08:00</sent><status>Exercise</status><msgType>Alert</msgType><scope>Public</scope><code>simulated</code>
<info><category>Safety</category><event>Fire</event><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Observed</certainty><headline>Stay in</headline><area><areaDesc>Cape</areaDesc><circle>23.1,114 0.3</circle>
<geocode><valueName>code</valueName><value>rm-a</value></geocode></area></info></alert>`

it('finds nothing wrong with a message that is as the schema has it', () => {
  expect(capFaults(WHOLE)).toEqual([])
})

it.each([
  ['of another namespace', WHOLE.replace('cap:1.2', 'cap:1.1'), 'namespace'],
  ['without a status', WHOLE.replace('<status>Exercise</status>', ''), 'alert has no status in its place'],
  ['with a status nobody knows', WHOLE.replace('Exercise', 'Practice'), 'status is "Practice"'],
  ['with a time in UTC', WHOLE.replace('+08:00', 'Z'), 'sent is'],
  ['out of order', WHOLE.replace('<event>Fire</event>', '').replace('</certainty>', '</certainty><event>Fire</event>'), 'no event'],
  ['with two headlines', WHOLE.replace('</headline>', '</headline><headline>2</headline>'), '2 of headline'],
  ['with a circle the other way round', WHOLE.replace('23.1,114 0.3', '23.1 114,0.3'), 'circle is'],
  ['with a DOCTYPE', WHOLE.replace('<alert', '<!DOCTYPE alert><alert'), 'DOCTYPE'],
])('finds a message %s', (_what, document, fault) => {
  expect(capFaults(document).join('; ')).toContain(fault)
})
