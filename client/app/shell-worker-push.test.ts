import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { DEBTS, type DebtKind } from '#contract/reminder.ts'
import { reminderWords } from '../i18n/reminder-words.ts'

const SOURCE = readFileSync(join(import.meta.dirname, '../public/shell-worker.js'), 'utf8')

it('shows whoever is paged what is owed, in the words of the page, and opens it in one press', async () => {
  for (const debt of DEBTS) {
    const told = { kind: 'reminder', id: 'r', debt, on: 'order', thing: 'o-1', title: '排水', place: '测试镇', at: 5 }
    expect(await shown(told)).toMatchObject({
      head: `${word(debt, 'zh')}：排水`,
      tag: 'r',
      body: '测试镇',
      data: { at: 'orders/o-1' },
    })
    expect((await shown(told, 'en-GB')).head).toBe(`${word(debt, 'en')}：排水`)
  }
})

it('opens cases, incidents and alarms where a phone shows them, and many reminders as one', async () => {
  const reminder = { kind: 'reminder', id: 'r', title: 't', place: 'p', at: 5 }
  expect(await opened({ ...reminder, debt: 'case-overdue', on: 'case', thing: 'c-1' })).toBe('/mobile?at=cases%2Fc-1')
  expect(await opened({ ...reminder, debt: 'step-undecided', on: 'incident', thing: 'i-1' })).toBe('/mobile?at=incidents%2Fi-1')
  const decision = { ...reminder, debt: 'decision-undecided', on: 'decision', thing: 'd-1', incident: 'i-1' }
  expect(await opened(decision)).toBe('/mobile?at=incidents%2Fi-1')
  expect(await opened({ kind: 'alarm', id: 'a-1', severity: 'critical', title: 't', place: 'p', at: 5 })).toBe(
    '/mobile?at=alarms%2Fa-1',
  )
  expect((await shown({ kind: 'reminders', count: 7, title: 't', at: 5 })).head).toBe('7 项催办')
})

function word(debt: DebtKind, language: 'zh' | 'en'): string {
  return reminderWords[language][`debt.${debt}`]
}

interface Shown {
  readonly head: string
  readonly tag: string
  readonly body: string
  readonly data: { readonly at: string }
}

/** What the worker shows of a push. */
async function shown(news: object, language = 'zh-CN'): Promise<Shown> {
  const { told } = await pushed(news, language)
  return told
}

/** The address that pressing it opens. */
async function opened(news: object): Promise<string> {
  const { told, press } = await pushed(news, 'zh-CN')
  return press(told)
}

async function pushed(news: object, language: string) {
  const heard = new Map<string, (event: object) => void>()
  const notified: Shown[] = []
  const paths: string[] = []
  const waits: Promise<unknown>[] = []
  const self = {
    addEventListener: (name: string, hear: (event: object) => void) => heard.set(name, hear),
    registration: { showNotification: async (head: string, options: Omit<Shown, 'head'>) => notified.push({ head, ...options }) },
    clients: { matchAll: async () => [], openWindow: async (path: string) => paths.push(path) },
  }
  runInNewContext(SOURCE, { self, navigator: { language }, encodeURIComponent })
  const waitUntil = (wait: Promise<unknown>) => waits.push(wait)
  heard.get('push')?.({ data: { json: () => news }, waitUntil })
  await Promise.all(waits)
  return {
    told: notified[0] as Shown,
    press: async ({ data }: Shown) => {
      heard.get('notificationclick')?.({ notification: { close: () => undefined, data }, waitUntil })
      await Promise.all(waits)
      return paths[0] as string
    },
  }
}
