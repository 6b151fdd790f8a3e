import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SentFile } from '#contract/file.ts'
import { codeOf } from '../access/identity/testing/tested-access.ts'
import { incidentInRoom } from '../incidents/incident-in-room.ts'
import { type Operator, TestedCommand } from '../orders/testing/tested-command.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { MOST_UNUSED, UNUSED_FOR_MS } from './file-store.ts'
import { exif, madeJpeg, madePng, madeWebm } from './testing/made-files.ts'

let postgres: TestedDatabase
let command: TestedCommand
let duty: Operator
let chief: Operator
let field: Operator
let town: Operator
let incident: string

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  command = await TestedCommand.open(await postgres.migrated())
  duty = await command.operator('duty-officer')
  chief = await command.operator('commander')
  field = await command.operator('field-responder', 'phone-1')
  town = await command.operator('town-staff')
  incident = (await duty.do('/api/incidents', { class: 'accident', place: { area: 'town' }, what: '起火' })).id as string
  await chief.do(`/api/incidents/${incident}/command/take`, { term: 0 })
})
afterAll(async () => {
  await command.close()
  await postgres.stop()
})

let made = 0
/** A photo nobody has sent before. */
const photo = () => madeJpeg({ beside: [exif(6, `22.8167N 113.6725E ${++made}`)] })
const sent = async (who: Operator, bytes: Buffer, type = 'image/jpeg') => (await who.sendFile(type, bytes)).json<SentFile>()
const said = async (who: Operator, attachments: readonly object[]) =>
  who.do(`/api/incidents/${incident}/messages`, { text: '现场', attachments })

describe('a photo', () => {
  it('is kept without the place the phone wrote into it, once however often it is sent, and every sending is audited', async () => {
    const bytes = photo()
    const first = await field.sendFile('image/jpeg', bytes)
    const again = await field.sendFile('image/jpeg; charset=binary', bytes)
    expect(first.statusCode).toBe(200)
    expect(again.json()).toEqual(first.json())
    const { id, kind, size } = first.json<SentFile>()
    expect({ id, kind }).toEqual({ id: createHash('sha256').update(bytes).digest('base64url'), kind: 'photo' })
    const shown = await field.file(id)
    expect(shown.rawPayload.length).toBe(size)
    expect(shown.rawPayload.includes('113.6725')).toBe(false)
    const rows = await command.database.query<{ result: string }>(
      `select result from guanlan.audit where type = 'file.send' and object_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ result: 'done' }, { result: 'done' }])
  })

  it('is nobody else’s until it is shown with something, and then theirs whom that concerns', async () => {
    const { id, size } = await sent(field, photo())
    expect(codeOf(await field.file(id))).toBe('200')
    expect(codeOf(await town.file(id))).toBe('file/unknown')
    expect(await said(town, [{ id, kind: 'photo' }])).toMatchObject({ code: 'file/unknown' })
    // What the sender says of it besides is put right.
    expect(await said(field, [{ id, kind: 'voice', size: 7 }])).toMatchObject({ code: '200' })
    const log = await chief.log('incident', incident)
    expect(log.findLast(({ event }) => event.type === 'incident.message-sent')?.event.body).toMatchObject({
      attachments: [{ id, kind: 'photo', size }],
    })
    expect(codeOf(await town.file(id))).toBe('200')
    // Somebody whom nothing that shows it concerns.
    await command.database.query(`update guanlan.matter set reach = '{"area":"elsewhere"}' where id = $1`, [incident])
    expect(codeOf(await town.file(id))).toBe('file/unknown')
    expect(codeOf(await field.file(id))).toBe('200')
    await command.database.query(`update guanlan.matter set reach = '{"area":"town"}' where id = $1`, [incident])
  })

  it('can be opened by itself without anything in it being run, is kept by no cache between, and comes anew only when it must', async () => {
    const { id } = await sent(field, madePng(), 'image/png')
    const { headers } = await field.file(id)
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
      etag: `"${id}"`,
    })
    expect(headers['content-security-policy']).toMatch(/^sandbox;/)
    expect(headers['content-disposition']).toMatch(/^inline; filename="photo-[\w-]{8}\.png"$/)
    expect((await field.file(id, { 'if-none-match': `"${id}"` })).statusCode).toBe(304)
    expect(codeOf(await town.file(id, { 'if-none-match': `"${id}"` }))).toBe('file/unknown')
  })

  it('belongs to an order’s feedback, and is what the order asked for', async () => {
    const asked = {
      incident,
      term: 1,
      title: '排水',
      to: [{ kind: 'role', role: 'field-responder', area: 'town' }],
      slaMinutes: 20,
    }
    const { id } = await chief.do('/api/orders', { ...asked, needsPhoto: true, issue: true })
    const { id: shown } = await sent(field, photo())
    expect(await field.do(`/api/orders/${id}/done`, { attachments: [{ id: 'made-up-by-hand', kind: 'photo' }] })).toMatchObject({
      code: 'file/unknown',
    })
    expect(await field.do(`/api/orders/${id}/done`, {})).toMatchObject({ code: 'order/photo-needed' })
    expect(await field.do(`/api/orders/${id}/done`, { attachments: [{ id: shown, kind: 'photo' }] })).toMatchObject({ code: '200' })
    expect((await chief.order(id as string)).state.outcome?.attachments).toMatchObject([{ id: shown, kind: 'photo' }])
  })

  it('comes with the first report of what happened', async () => {
    const { id } = await sent(field, photo())
    const report = {
      class: 'accident',
      place: { area: 'town' },
      what: '树倒了',
      join: 'never',
      attachments: [{ id, kind: 'photo' }],
    }
    const opened = await field.do('/api/incidents', report)
    expect((await chief.incident(opened.id as string)).state.links[0]?.attachments).toMatchObject([{ id, kind: 'photo' }])
    expect(codeOf(await chief.file(id))).toBe('200')
  })

  it('goes upward with a report, stands in it for ever, and is shown to no room', async () => {
    const { id } = await sent(field, photo())
    const report = { kind: 'first', mode: 'written', to: '市总值班室', fields: { course: '水已退' } }
    const path = `/api/incidents/${incident}/reports`
    expect(await town.do(path, { ...report, attachments: [{ id, kind: 'photo' }] })).toMatchObject({ code: 'file/unknown' })
    expect(await field.do(path, { ...report, attachments: [{ id, kind: 'photo' }] })).toMatchObject({ code: '200' })
    const { state } = await chief.incident(incident)
    expect(state.reports.at(-1)).toMatchObject({ to: '市总值班室', fields: { course: '水已退' }, attachments: [{ id }] })
    expect((await town.file(id)).statusCode).toBe(200)
    expect(JSON.stringify(incidentInRoom(state).reports)).not.toContain(id)
  })

  it('that nothing shows goes after a week, and one that something shows stays', async () => {
    const [idle, used] = [await sent(field, photo()), await sent(field, photo())]
    await said(field, [used])
    command.clock.at += UNUSED_FOR_MS + 1
    field = await command.operator('field-responder', 'phone-1')
    await sent(field, photo())
    const kept = await command.database.query<{ id: string }>('select id from guanlan.file where id = any ($1)', [
      [idle.id, used.id],
    ])
    expect(kept).toEqual([{ id: used.id }])
  })
})

describe('what is sent', () => {
  it.each([
    ['application/json', Buffer.from('{}'), 'file/type'],
    ['image/svg+xml', Buffer.from('<svg/>'), 'file/type'],
    ['image/png', madeJpeg(), 'file/not-as-said'],
    ['image/jpeg', Buffer.alloc(0), 'file/not-as-said'],
    ['image/jpeg', Buffer.alloc(5 * 1_048_576), 'file/too-large'],
    ['audio/webm;codecs=opus', madeWebm(3 * 1_048_576), 'file/too-large'],
  ])('as %s is refused by name when it is not what may be sent', async (type, bytes, code) => {
    expect(codeOf(await field.sendFile(type, bytes))).toBe(code)
  })

  it('is refused while too much of one sender waits to be shown', async () => {
    const sender = await command.operator('dispatcher')
    for (let n = 0; n < MOST_UNUSED; n += 1) expect(codeOf(await sender.sendFile('image/jpeg', photo()))).toBe('200')
    const last = photo()
    expect(codeOf(await sender.sendFile('image/jpeg', last))).toBe('file/too-many')
    expect(codeOf(await (await command.operator('department-staff')).sendFile('image/jpeg', last))).toBe('200')
  })
})

it('a voice note is played in parts, as some phones ask for it', async () => {
  const { id, kind, size } = await sent(field, madeWebm(), 'audio/webm;codecs=opus')
  expect(kind).toBe('voice')
  const part = await field.file(id, { range: 'bytes=0-3' })
  expect([part.statusCode, part.headers['content-range'], part.rawPayload.length]).toEqual([206, `bytes 0-3/${size}`, 4])
  expect((await field.file(id, { range: `bytes=${size}-` })).statusCode).toBe(416)
})
