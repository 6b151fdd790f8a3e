import { describe, expect, it } from 'vitest'
import { listFiles, readText } from './house/files.ts'
import { importsOf, worldlyUses } from './house/imports.ts'
import { ROOMS, type Room, refusal, roomOf } from './house/rooms.ts'

const sources = listFiles().filter((path) => /\.tsx?$/.test(path))

describe('the house of this repository', () => {
  it('has a room for every source file', () => {
    expect(sources.filter((path) => roomOf(path) === undefined)).toEqual([])
  })

  it('has no arrow between rooms that the table does not draw, type-only imports included', () => {
    const refused = sources.flatMap((path) => importsOf(path, readText(path)).flatMap(({ target }) => refusal(path, target) ?? []))
    expect(refused).toEqual([])
  })

  it('keeps clock, chance and timers out of the contract and the hub, so that any day can be played again', () => {
    const plain = sources.filter((path) => ['contract', 'server/hub'].includes(roomOf(path) ?? '') && !path.includes('.test.'))
    expect(plain.length).toBeGreaterThan(15)
    expect(plain.flatMap((path) => worldlyUses(path, readText(path)).map((use) => `${path} uses ${use}`))).toEqual([])
  })

  it('has no other top-level folder than the ones a newcomer is told about', () => {
    const folders = new Set(listFiles().flatMap((path) => (path.includes('/') ? [path.split('/')[0]] : [])))
    const known = ['.ci', 'client', 'contract', 'dashboards', 'docs', 'e2e', 'mock-data', 'server']
    expect([...folders].filter((folder) => !known.includes(folder as string))).toEqual([])
  })

  it('tells a newcomer on one page what every folder of server and client is for', () => {
    const folders = new Set(sources.flatMap((path) => /^(?:server|client)\/[^/]+\//.exec(path) ?? []))
    expect(folders.size).toBeGreaterThan(50)
    expect([...folders].filter((folder) => !readText('ARCHITECTURE.md').includes(`\`${folder}\``))).toEqual([])
  })

  it('has no room for things without a name', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|shared|lib|manager)(\/|\.tsx?$)/
    expect(sources.filter((path) => vague.test(path))).toEqual([])
  })

  it('names every file in kebab case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.((integration|property|fault)\.)?test|\.(e2e|config|d))?\.tsx?$/
    expect(sources.filter((path) => !kebab.test(path.split('/').at(-1) as string))).toEqual([])
  })
})

describe('the table of arrows', () => {
  it('has no way round in a circle', () => {
    const reach = (room: Room, trail: readonly Room[]): Room[][] =>
      trail.includes(room) ? [[...trail, room]] : ROOMS[room].may.flatMap((next) => reach(next, [...trail, room]))
    expect((Object.keys(ROOMS) as Room[]).flatMap((room) => reach(room, []))).toEqual([])
  })

  it('lets the contract know nobody, and everybody know the contract', () => {
    expect(ROOMS.contract.may).toEqual([])
    for (const [room, { may }] of Object.entries(ROOMS)) if (room !== 'contract') expect(may, room).toContain('contract')
  })

  it.each([
    ['contract/point.ts', "import { hub } from '../server/hub/hub.ts'"],
    ['contract/point.ts', "import { readFileSync } from 'node:fs'"],
    ['client/app/shell.tsx', "import type { Hub } from '../../server/hub/hub-port.ts'"],
    ['server/app.ts', "import { Shell } from '../client/app/shell.tsx'"],
    ['server/app.test.ts', "import { Shell } from '../client/app/shell.tsx'"],
    ['server/hub/gate.ts', "import type { FastifyInstance } from 'fastify'"],
    ['server/hub/gate.ts', "import { Server } from 'socket.io'"],
    ['server/hub/gate.ts', "import { setTimeout } from 'node:timers/promises'"],
    ['server/hub/gate.ts', "import { live } from '../live/live.ts'"],
    ['server/record/record.ts', "import type { Hub } from '../hub/hub-port.ts'"],
    ['client/panels/map/panel.tsx', "import { connect } from '../../live/connection.ts'"],
    ['client/panels/trend/panel.tsx', "import * as echarts from 'echarts/core'"],
    ['client/viz/chart.ts', "import { store } from '../state/store.ts'"],
    ['client/viz/chart.ts', "const store = await import('../state/store.ts')"],
    ['client/viz/chart.ts', "export type Store = import('../state/store.ts').Store"],
    ['client/viz/chart.ts', "export * from '../state/store.ts'"],
    ['client/viz/chart.ts', "const all = import.meta.glob(['../state/*.ts'])"],
    ['client/viz/chart.ts', "const worker = new Worker(new URL('../state/worker.ts', import.meta.url))"],
    ['client/panels/map/model.ts', "import { MapLibreOverlay } from '@deck.gl/maplibre'"],
    ['e2e/wall.e2e.ts', "import { config } from '../server/config/config.ts'"],
    ['mock-data/main.ts', "import type { RecordStore } from '../server/record/record-store.ts'"],
    ['bench/fast.ts', "import { joins } from '#contract/live.ts'"],
  ])('refuses %s saying: %s', (path, source) => {
    expect(importsOf(path, source).map(({ target }) => refusal(path, target))).toEqual([expect.stringContaining(path)])
  })

  it.each([
    ['server/hub/gate.ts', "import type { Metric } from '#contract/metric.ts'"],
    ['server/hub/hub.ts', "import type { RecordStore } from '../record/record-store.ts'"],
    ['client/panels/map/panel.tsx', "import { CityMap } from '../../viz/city-map.ts'"],
    ['client/viz/chart.ts', "import * as echarts from 'echarts/core'"],
    ['client/viz/map.ts', "import url from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'"],
    ['e2e/wall.e2e.ts', "import { expect } from '@playwright/test'"],
  ])('allows %s saying: %s', (path, source) => {
    expect(importsOf(path, source).map(({ target }) => refusal(path, target))).toEqual([undefined])
  })

  it.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['globalThis.setTimeout(() => {}, 1)', 'setTimeout'],
    ['const roll = Math.random()', 'Math.random'],
  ])('sees the world in %s', (source, use) => {
    expect(worldlyUses('server/hub/gate.ts', source)).toEqual([use])
  })
})
