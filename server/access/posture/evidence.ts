import type { Names } from '#contract/names.ts'
import type { Control } from '#contract/posture.ts'
import type { ControlId } from './controls.ts'
import type { Facts } from './facts.ts'

/** How a control stands now, and the sentences that show it. */
export type Standing = Pick<Control, 'state' | 'evidence'>

/** Half a second: more apart, and records of two machines can no longer be put in order. */
const CLOCK_TOLERANCE_MS = 500

/** An anchor is renewed every minute; after this many without one, something is wrong. */
const ANCHOR_LATE_MS = 10 * 60_000

const says = (zh: string, en: string): Names => ({ zh, en })
const UNKNOWN: Standing = { state: 'unknown', evidence: [says('目前无法读取。', 'It could not be read just now.')] }
const time = (at: number | undefined) => (at === undefined ? '—' : new Date(at).toISOString())

/** The standing of each control, from what was read. Pure; what could not be read is unknown, never met. */
export const STANDINGS: Readonly<Record<ControlId, (facts: Facts) => Standing>> = {
  identity: ({ accounts, setting }) => {
    if (!accounts) return UNKNOWN
    const { enabled, expired } = accounts
    const evidence = [
      says(
        `启用账号 ${enabled} 个，口令已过期 ${expired} 个（下次登录须更换）。`,
        `${enabled} accounts enabled, ${expired} with an expired password (changed at the next sign-in).`,
      ),
    ]
    return setting.isTrial ? trial(evidence) : { state: 'met', evidence }
  },
  failures: ({ accounts, sessions, setting }) => {
    if (!accounts || !sessions) return UNKNOWN
    const evidence = [
      says(
        `当前锁定 ${accounts.locked} 处；在线会话 ${sessions.people} 个，超时未结束 ${sessions.overdue} 个。`,
        `${accounts.locked} locked out now; ${sessions.people} sessions open, ${sessions.overdue} of them past their end.`,
      ),
    ]
    if (sessions.overdue > 0) return { state: 'partly', evidence }
    return setting.isTrial ? trial(evidence) : { state: 'met', evidence }
  },
  transport: ({ setting }) => {
    if (setting.isSecure)
      return {
        state: 'met',
        evidence: [
          says(
            '公开地址为 https，已启用 HSTS 与 __Host- Cookie。',
            'The public address is https; HSTS and __Host- cookies are on.',
          ),
        ],
      }
    if (setting.isLoopback)
      return {
        state: 'partly',
        evidence: [
          says(
            '未见 TLS；仅监听本机，明文不离开本机。',
            'No TLS is seen; it listens on this machine alone, which nothing leaves in the clear.',
          ),
        ],
      }
    return {
      state: 'not-met',
      evidence: [
        says(
          '未见 TLS，且监听网络地址：鉴别信息正以明文传输。',
          'No TLS is seen, and it listens on the network: what proves who somebody is travels in the clear.',
        ),
      ],
    }
  },
  'second-factor': ({ accounts, setting }) => {
    if (!accounts) return UNKNOWN
    const { enabled, withoutFactor } = accounts
    const provider =
      setting.provider === undefined
        ? says('未接入统一身份。', 'No provider is connected.')
        : says(`已接入 ${setting.provider}。`, `${setting.provider} is connected.`)
    const evidence = [
      says(
        `${enabled} 个账号中 ${withoutFactor} 个尚未设置第二因素。`,
        `${withoutFactor} of ${enabled} accounts have no second factor yet.`,
      ),
      provider,
    ]
    if (setting.isTrial) return trial(evidence)
    return { state: withoutFactor > 0 ? 'partly' : 'met', evidence }
  },
  accounts: ({ accounts, setting }) => {
    if (!accounts) return UNKNOWN
    const evidence = [
      says(
        `停用账号 ${accounts.disabled} 个；九十天未用而未停用 ${accounts.unused} 个。`,
        `${accounts.disabled} accounts disabled; ${accounts.unused} unused for 90 days and not disabled.`,
      ),
    ]
    if (accounts.unused > 0) return { state: 'partly', evidence }
    return setting.isTrial ? trial(evidence) : { state: 'met', evidence }
  },
  separation: ({ accounts, setting }) => {
    if (!accounts) return UNKNOWN
    const { system, security, audit } = accounts.administrators
    const evidence = [
      says(
        `系统 ${system} 名、安全 ${security} 名、审计 ${audit} 名；兼任 ${accounts.conflicting} 个。`,
        `${system} system, ${security} security, ${audit} audit administrators; ${accounts.conflicting} accounts hold roles that exclude each other.`,
      ),
    ]
    if (accounts.conflicting > 0) return { state: 'not-met', evidence }
    if (setting.isTrial) return trial(evidence)
    return { state: system > 0 && security > 0 && audit > 0 ? 'met' : 'partly', evidence }
  },
  policy: ({ audit }) => {
    if (!audit) return UNKNOWN
    const evidence = [
      says(
        '每条路由都声明了所需权限，否则服务器不会启动。',
        'Every route names what it needs, or the server would not have started.',
      ),
      says(`最近一天拒绝 ${audit.refusedLastDay} 次。`, `${audit.refusedLastDay} refusals in the last day.`),
    ]
    return { state: 'met', evidence }
  },
  levels: ({ setting: { levels } }) => ({
    state: 'met',
    evidence: [
      says(
        `目录中公开 ${levels.open} 项、内部 ${levels.internal} 项、敏感 ${levels.sensitive} 项。`,
        `The catalogue has ${levels.open} open, ${levels.internal} internal and ${levels.sensitive} sensitive metrics.`,
      ),
    ],
  }),
  'audit-coverage': ({ audit }) => {
    if (!audit) return UNKNOWN
    const evidence = [
      says(
        `共 ${audit.rows} 条；近三十天有 ${audit.typesLastMonth} 类，最近一天 ${audit.lastDay} 条。`,
        `${audit.rows} records; ${audit.typesLastMonth} kinds of act in 30 days, ${audit.lastDay} records in the last day.`,
      ),
    ]
    return { state: audit.rows > 0 ? 'met' : 'unknown', evidence }
  },
  'audit-contents': ({ audit, database }) => {
    if (!audit || !database) return UNKNOWN
    const ahead = Math.round(database.clockAheadMs)
    const evidence = [
      says(
        `最新一条 ${time(audit.newestAt)}；数据库与服务器时钟相差 ${ahead} 毫秒；是否与标准时间同步未知。`,
        `The newest is of ${time(audit.newestAt)}; the clocks of database and server are ${ahead} ms apart; whether they are right is not known.`,
      ),
    ]
    return { state: Math.abs(ahead) > CLOCK_TOLERANCE_MS ? 'not-met' : 'partly', evidence }
  },
  'audit-protection': ({ at, audit, anchoredAt, verification, database }) => {
    if (!audit || !verification || !database) return UNKNOWN
    const { flaw, to, anchors, remarks } = verification
    const evidence = [
      flaw
        ? says(`审计不完整：首条异常记录 ${flaw.seq ?? '未定'}。`, `The audit is not whole. ${flaw.sentence}`)
        : says(
            `已核验至第 ${to} 条（${time(verification.at)}），对照锚点 ${anchors} 个。`,
            `Verified up to record ${to} at ${time(verification.at)}, against ${anchors} anchors.`,
          ),
      says(
        `最近锚点 ${time(anchoredAt)}；最早记录 ${time(audit.oldestAt)}。`,
        `The newest anchor is of ${time(anchoredAt)}; the oldest record of ${time(audit.oldestAt)}.`,
      ),
      database.mayChangeAudit
        ? says(
            `数据库角色 ${database.role} 可以改动审计表，仅由触发器阻止。`,
            `The database role ${database.role} may change the audit; only triggers keep it from doing so.`,
          )
        : says(
            `数据库角色 ${database.role} 对审计表只能新增与读取。`,
            `The database role ${database.role} can only add to the audit and read it.`,
          ),
      ...remarks.map((remark) => says('没有锚点，无法排除末尾被截断。', remark)),
    ]
    if (flaw || !database.triggersHold) return { state: 'not-met', evidence }
    const isAnchored = anchoredAt !== undefined && at - anchoredAt < ANCHOR_LATE_MS
    return { state: database.mayChangeAudit || database.ownsAudit || !isAnchored ? 'partly' : 'met', evidence }
  },
  'audit-continuity': ({ brokenSince }) => {
    if (brokenSince !== undefined)
      return {
        state: 'not-met',
        evidence: [
          says(
            `自 ${time(brokenSince)} 起无法写入，操作被拒绝。`,
            `It cannot be written since ${time(brokenSince)}; acts are refused.`,
          ),
        ],
      }
    return { state: 'met', evidence: [says('写入正常。', 'Writing works.')] }
  },
  intrusion: ({ blocks, setting }) => {
    if (!blocks) return UNKNOWN
    const where = setting.isLoopback
      ? says('仅监听本机。', 'It listens on this machine alone.')
      : says('监听网络地址。', 'It listens on the network.')
    const evidence = [
      says(
        `当前封禁 ${blocks.open} 个地址；最近一天诱饵被触碰 ${blocks.touchesLastDay} 次。`,
        `${blocks.open} addresses are kept out now; decoys were touched ${blocks.touchesLastDay} times in the last day.`,
      ),
      where,
      setting.adminNetworks > 0
        ? says(`管理员限于 ${setting.adminNetworks} 个网络。`, `Administrators are held to ${setting.adminNetworks} networks.`)
        : says('未限定管理员的来源网络（ADMIN_NETWORKS）。', 'Administrators may come from anywhere (ADMIN_NETWORKS is not set).'),
    ]
    return { state: setting.isLoopback || setting.adminNetworks > 0 ? 'met' : 'partly', evidence }
  },
  'malicious-code': ({ setting }) => ({ state: 'partly', evidence: [scripts(setting.contentSecurityPolicy)] }),
  'trusted-start': ({ setting }) => ({
    state: 'outside',
    evidence: [says(`运行于 ${setting.runtime}。`, `It runs on ${setting.runtime}.`)],
  }),
  integrity: ({ verification, database }) => {
    if (!verification || !database) return UNKNOWN
    const evidence = [
      verification.flaw
        ? says('审计链不完整。', 'The chain of the audit is broken.')
        : says(`审计链完整，共 ${verification.rows} 条。`, `The chain of the audit is whole: ${verification.rows} records.`),
      says('指令与报告尚无单独签名，其完整性随审计与传输。', 'Orders and reports bear no signature of their own yet.'),
    ]
    return { state: verification.flaw ? 'not-met' : 'partly', evidence }
  },
  confidentiality: ({ sealing, setting }) => {
    if (!sealing) return UNKNOWN
    const place = sealing.isKeyElsewhere
      ? says('密钥在数据目录之外。', 'The key lies outside the data folder.')
      : says('密钥在数据目录内、数据库之外。', 'The key lies in the data folder, outside the database.')
    const evidence = [
      says(
        `算法 ${sealing.cipher}；已封存 ${sealing.sealed} 项，其中旧密钥 ${sealing.sealedBefore} 项。`,
        `By ${sealing.cipher}: ${sealing.sealed} values sealed, ${sealing.sealedBefore} of them with an earlier key.`,
      ),
      place,
      says('算法支持，不代表通过密评。', 'An algorithm is supported; that is no pass of an assessment.'),
    ]
    if (!sealing.isKeyPrivate)
      return { state: 'not-met', evidence: [...evidence, says('密钥文件可被他人读取。', 'Others may read the key file.')] }
    return { state: setting.isSecure && sealing.isKeyElsewhere ? 'met' : 'partly', evidence }
  },
  backup: () => ({ state: 'outside', evidence: [says('产品看不到备份。', 'The product sees no backup.')] }),
  residual: () => ({
    state: 'met',
    evidence: [
      says(
        '退出应答带 Clear-Site-Data；个人应答为 no-store。',
        'Signing out answers with Clear-Site-Data; personal answers are no-store.',
      ),
    ],
  }),
  personal: ({ audit }) => {
    if (!audit) return UNKNOWN
    const { unmaskedLastMonth: unmasked, exportedLastMonth: exported } = audit
    return {
      state: 'partly',
      evidence: [
        says(
          `近三十天明文查看 ${unmasked} 次、审计导出 ${exported} 次，均有记录。`,
          `In 30 days ${unmasked} unmaskings and ${exported} exports of the audit, each written down.`,
        ),
      ],
    }
  },
  management: ({ sessions }) => {
    if (!sessions) return UNKNOWN
    const { people, screens, readers } = sessions
    return {
      state: 'met',
      evidence: [
        says(
          `在线 ${people} 人，登记屏幕 ${screens} 块，读取程序 ${readers} 个。`,
          `${people} people signed in, ${screens} screens enrolled, ${readers} programs that read.`,
        ),
      ],
    }
  },
  browser: ({ setting }) => {
    const isStrict = !/script-src[^;]*unsafe/.test(setting.contentSecurityPolicy)
    const origins = says(`另有 ${setting.origins} 个外部来源获准连接。`, `${setting.origins} other origins may connect.`)
    return { state: isStrict ? 'met' : 'not-met', evidence: [scripts(setting.contentSecurityPolicy), origins] }
  },
  limits: ({ setting }) => ({
    state: 'met',
    evidence: [
      setting.proxies === 0
        ? says('不相信任何 X-Forwarded-For。', 'No X-Forwarded-For is believed.')
        : says(
            `只相信 ${setting.proxies} 处代理的 X-Forwarded-For。`,
            `X-Forwarded-For is believed from ${setting.proxies} proxies alone.`,
          ),
    ],
  }),
  'supply-chain': ({ setting }) => ({
    state: 'unknown',
    evidence: [
      says(
        `运行于 ${setting.runtime}；已知漏洞须另行查询。`,
        `It runs on ${setting.runtime}; known flaws have to be asked for apart.`,
      ),
    ],
  }),
}

/** Nothing of identity is proved where roles are only tried. */
function trial(evidence: readonly Names[]): Standing {
  const because = says('当前为模拟城市的试用，任何人可选身份。', 'This is the trial of a simulated city: anybody may pick a role.')
  return { state: 'partly', evidence: [...evidence, because] }
}

function scripts(policy: string): Names {
  const rule = /script-src[^;]*/.exec(policy)?.[0] ?? 'script-src —'
  return says(`页面策略：${rule}。`, `The policy of pages says ${rule}.`)
}
