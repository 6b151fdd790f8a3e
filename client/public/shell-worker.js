/*
 * Lets the phone open without a network. It keeps the page itself, the hashed files it is made of and the city's border
 * lines, which never change under one name. It never touches figures, matters or commands: those come from the server, or
 * from what the page kept with its age.
 */
const SHELL = 'guanlan-shell'
const PAGE = '/mobile'
/** The form of the mark of a drill, which a page of one asks for by a name that never changes: kept with the page, it is there without a network too. */
const MARK = '/drill-mark.css'
/** A page that takes longer than this comes from what was kept, in ms. */
const PATIENCE_MS = 4_000

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

/** The page says which files it is made of: those are kept, and those of builds before it let go. */
self.addEventListener('message', (event) => {
  if (event.data?.kind === 'made-of') event.waitUntil(keepOnly(event.data.files))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin) return
  if (request.mode === 'navigate' && address.pathname === PAGE) event.respondWith(pageFirstFromServer())
  else if (address.pathname === MARK) event.respondWith(fetchedOrKept(request))
  else if (isUnchanging(address)) event.respondWith(keptOrFetched(request))
})

function isUnchanging({ pathname, search }) {
  return pathname.startsWith('/assets/') || (pathname.startsWith('/api/city/files/') && search.startsWith('?v='))
}

async function pageFirstFromServer() {
  const kept = await (await caches.open(SHELL)).match(PAGE)
  if (kept === undefined) return fetch(PAGE)
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  return Promise.race([keepPage().catch(() => kept), late])
}

async function keepPage() {
  const answer = await fetch(PAGE, { cache: 'no-cache' })
  if (!answer.ok) return answer
  const shell = await caches.open(SHELL)
  await shell.put(PAGE, answer.clone())
  if ((await answer.clone().text()).includes(MARK)) await shell.add(MARK)
  return answer
}

async function fetchedOrKept(request) {
  const shell = await caches.open(SHELL)
  const answer = await fetch(request).catch(() => undefined)
  if (answer?.ok) await shell.put(request, answer.clone())
  return answer ?? (await shell.match(request)) ?? Response.error()
}

async function keptOrFetched(request) {
  const shell = await caches.open(SHELL)
  const kept = await shell.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await shell.put(request, answer.clone())
  return answer
}

async function keepOnly(files) {
  const shell = await caches.open(SHELL)
  const wanted = new Set(files)
  for (const request of await shell.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/assets/') && !wanted.has(pathname)) await shell.delete(request)
  }
  for (const file of wanted) if ((await shell.match(file)) === undefined) await shell.add(file).catch(() => undefined)
}

/** What is owed, in the words of the page. */
const DEBT_WORDS = {
  'order-overdue': ['指令超期', 'Order overdue'],
  'step-undecided': ['预案步骤待决定', 'Step of a plan undecided'],
  'command-offered': ['指挥权待接收', 'Command offered, no answer'],
  'decision-undecided': ['决策超期未定', 'Decision overdue'],
  'level-unconfirmed': ['事件级别待确认', 'Level not confirmed'],
  'order-unverified': ['结果待核查', 'Result not verified'],
  'case-overdue': ['案件超期', 'Case overdue'],
  'case-request': ['申请待批', 'Request unanswered'],
}

/** Words in the language of the browser. */
function inWords([zh, en]) {
  return navigator.language.startsWith('zh') ? zh : en
}

/** What a push is shown as, by its kind. Pressing it opens `at`; what has the same tag is shown once, however often it is told. */
const SHOWN = {
  alarm: ({ id, severity, title, place, at }) => ({
    head: `${severity === 'critical' ? '▲' : '△'} ${title}`,
    ...{ tag: id, body: place, timestamp: at, at: `alarms/${id}` },
  }),
  reminder: ({ id, debt, title, place, at, on, thing, incident }) => ({
    head: `${inWords(DEBT_WORDS[debt] ?? ['催办', 'Owed'])}：${title}`,
    ...{ tag: id, body: place, timestamp: at },
    at: on === 'case' ? `cases/${thing}` : on === 'order' ? `orders/${thing}` : `incidents/${incident ?? thing}`,
  }),
  reminders: ({ count, title, at }) => ({
    head: inWords([`${count} 项催办`, `${count} things are owed`]),
    ...{ tag: 'reminders', body: title, timestamp: at, at: 'orders' },
  }),
}

/** What somebody is paged for. */
self.addEventListener('push', (event) => {
  const news = event.data?.json()
  const show = SHOWN[news?.kind]
  if (show === undefined) return
  const { head, at, ...shown } = show(news)
  event.waitUntil(self.registration.showNotification(head, { ...shown, icon: '/icon-192.png', data: { at } }))
})

/** Pressing it opens what it is about, on a page that is open already where there is one. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = `${PAGE}?at=${encodeURIComponent(event.notification.data.at)}`
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(async ([page]) => {
      if (page === undefined) return self.clients.openWindow(path)
      await page.focus()
      return page.navigate(path)
    }),
  )
})
