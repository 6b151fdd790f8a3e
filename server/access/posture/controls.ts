import type { Names } from '#contract/names.ts'

/** A control of the checklist, in our own words: what is asked, what the product does, and what it cannot do for a deployment. */
interface ControlWords {
  readonly id: string
  readonly clause: string
  readonly names: Names
  readonly asks: Names
  readonly does: Names
  readonly outside?: Names
}

const DENGBAO = 'GB/T 22239-2019'

export const CONTROLS = [
  {
    id: 'identity',
    clause: `${DENGBAO} 8.1.4.1 a`,
    names: { zh: '身份唯一与口令', en: 'One identity each, and passwords' },
    asks: {
      zh: '每人一个账号，不得重名或形似；口令有复杂度要求并定期更换。',
      en: 'Each person has an account of their own, none looks like another; passwords are hard to guess and changed in time.',
    },
    does: {
      zh: '形似的名称视为同名而拒绝；口令须满足策略，九十天到期，不得与最近五个相同。',
      en: 'Names that look alike count as the same; passwords follow a policy, end after 90 days, and none of the last five returns.',
    },
  },
  {
    id: 'failures',
    clause: `${DENGBAO} 8.1.4.1 b`,
    names: { zh: '登录失败与会话超时', en: 'Failed sign-in and idle sessions' },
    asks: {
      zh: '连续失败须锁定，无操作须自动退出。',
      en: 'Repeated failure locks out, and whoever does nothing is signed out.',
    },
    does: {
      zh: '五次失败锁定三十分钟，重启不清零；十五分钟无操作或十二小时后退出，实时连接同时断开。',
      en: 'Five failures lock for half an hour, over a restart too; sessions end after 15 idle minutes or 12 hours, sockets with them.',
    },
  },
  {
    id: 'transport',
    clause: `${DENGBAO} 8.1.4.1 c, 8.1.4.8`,
    names: { zh: '传输保密', en: 'Nothing secret on an open line' },
    asks: { zh: '远程管理与鉴别信息不得以明文传输。', en: 'What proves who somebody is never travels in the clear.' },
    does: {
      zh: '秘密从不出现在地址、日志和浏览器存储中；公开地址为 https 时启用 HSTS 与最严格的 Cookie。',
      en: 'Secrets stand in no address, log or browser storage; where the public address is https, HSTS and the strictest cookies apply.',
    },
    outside: {
      zh: '产品自身不终结 TLS：请在前面设置代理，配备证书，仅启用 TLS 1.2 以上或国密套件，并设定 PUBLIC_URL 与 TRUST_PROXY。',
      en: 'The product does not end TLS itself: put a proxy before it with a certificate, TLS 1.2 or newer, and set PUBLIC_URL and TRUST_PROXY.',
    },
  },
  {
    id: 'second-factor',
    clause: `${DENGBAO} 8.1.4.1 d`,
    names: { zh: '双因素鉴别', en: 'A second factor' },
    asks: {
      zh: '至少两种鉴别方式，其中一种使用密码技术。',
      en: 'Two ways to prove who one is, one of them by cryptography.',
    },
    does: {
      zh: '口令之外须有一次性验证码或通行密钥；同一验证码不能使用两次。',
      en: 'Beside the password a one-time code or a passkey is asked for; no code counts twice.',
    },
    outside: {
      zh: '需要 SM2 证书登录时，请使用支持证书的统一身份平台，经 OpenID Connect 接入。',
      en: 'Where sign-in by SM2 certificate is asked for, use an identity provider that offers it, over OpenID Connect.',
    },
  },
  {
    id: 'accounts',
    clause: `${DENGBAO} 8.1.4.2 a–c`,
    names: { zh: '账号管理', en: 'Accounts' },
    asks: {
      zh: '不得有默认账号与默认口令，及时清理多余账号。',
      en: 'No default accounts or passwords; accounts nobody needs are cleared away.',
    },
    does: {
      zh: '没有默认口令，首次启动以一次性链接设立三员；九十天未用的账号自动停用。',
      en: 'There is no default password: the first start prints a one-time link; accounts unused for 90 days are disabled.',
    },
  },
  {
    id: 'separation',
    clause: `${DENGBAO} 8.1.4.2 d`,
    names: { zh: '三权分立', en: 'Three administrators, apart' },
    asks: {
      zh: '系统、安全、审计管理员相互独立，各自只有所需权限。',
      en: 'System, security and audit administrators are different people, each with no more than they need.',
    },
    does: {
      zh: '同一账号不能兼任两员，也不能兼任业务职责；审计管理员不能改动，系统管理员看不到审计。',
      en: 'No account can hold two of them, nor one with a duty; the auditor changes nothing, the system administrator sees no audit.',
    },
    outside: {
      zh: '三员由三名不同的人担任，属制度要求。',
      en: 'That three different people hold the three roles is for the house to see to.',
    },
  },
  {
    id: 'policy',
    clause: `${DENGBAO} 8.1.4.2 e–f`,
    names: { zh: '访问控制策略', en: 'Who may see and do what' },
    asks: {
      zh: '由授权主体配置策略，粒度到用户与记录。',
      en: 'Access is granted by whoever is entitled to, down to a user and a record.',
    },
    does: {
      zh: '一个策略模块为接口与实时连接裁决，默认拒绝；每条路由须声明所需权限，否则服务器不启动。',
      en: 'One policy decides for requests and sockets, refusing by default; a route that names no permission keeps the server from starting.',
    },
  },
  {
    id: 'levels',
    clause: `${DENGBAO} 8.1.4.2 g · 数据安全法`,
    names: { zh: '数据分级与标记', en: 'Levels of data' },
    asks: { zh: '对重要数据做安全标记，低级主体不得读取高级数据。', en: 'Data bears a level, and nobody reads above their own.' },
    does: {
      zh: '每项指标有公开、内部、敏感之分；接口、实时、历史、回放与导出均按级别与职责范围裁剪。',
      en: 'Each metric is open, internal or sensitive; requests, sockets, history and exports are cut to level and remit.',
    },
    outside: {
      zh: '指标定级由数据主管部门在城市目录中确认。',
      en: 'The levels in the catalogue are for the city’s data authority to confirm.',
    },
  },
  {
    id: 'audit-coverage',
    clause: `${DENGBAO} 8.1.4.3 a`,
    names: { zh: '审计覆盖', en: 'What is written down' },
    asks: { zh: '审计覆盖每个用户与重要行为。', en: 'Every user and every act that matters is written down.' },
    does: {
      zh: '登录、拒绝、配置、导出、查看个人信息与管理操作，均与操作同一事务写入。',
      en: 'Sign-in, refusals, settings, exports, unmasking and administration are written in the very transaction of the act.',
    },
  },
  {
    id: 'audit-contents',
    clause: `${DENGBAO} 8.1.4.3 b`,
    names: { zh: '审计内容', en: 'What a record says' },
    asks: {
      zh: '记录时间、用户、类型、对象与结果，时间须同步。',
      en: 'A record says when, who, what, on what and how it came out, by a clock that is right.',
    },
    does: {
      zh: '每条记录精确到毫秒，含主体、角色、类型、对象、结果、来源地址与请求编号。',
      en: 'Each bears the millisecond, actor, role, type, object, result, address and request id.',
    },
    outside: {
      zh: '服务器时钟须由 NTP 同步，产品无法自证。',
      en: 'The machine’s clock must be kept by NTP; the product cannot prove it.',
    },
  },
  {
    id: 'audit-protection',
    clause: `${DENGBAO} 8.1.4.3 c`,
    names: { zh: '审计防篡改', en: 'An audit nobody can change' },
    asks: { zh: '审计记录受保护，保存不少于六个月。', en: 'Records are protected, and kept for six months at least.' },
    does: {
      zh: '记录以 SM3 逐条相连，每日锚点以 SM3-HMAC 签名存于数据库之外；应用角色只能新增，触发器拒绝改动。',
      en: 'Records are chained by SM3, signed daily outside the database; the server’s role can only add, and triggers refuse change.',
    },
    outside: {
      zh: '请每日将锚点与审计导出复制到另一系统。',
      en: 'Copy the anchors, and exports of the audit, to another system each day.',
    },
  },
  {
    id: 'audit-continuity',
    clause: `${DENGBAO} 8.1.4.3 d`,
    names: { zh: '审计不中断', en: 'No act without its record' },
    asks: { zh: '审计进程不得被擅自中断。', en: 'Writing down cannot be stopped by those it watches.' },
    does: {
      zh: '审计写不进时，操作被拒绝，读取继续，并在日志报警。',
      en: 'Where a record cannot be written the act is refused, reading goes on, and the log raises an alarm.',
    },
  },
  {
    id: 'intrusion',
    clause: `${DENGBAO} 8.1.4.4`,
    names: { zh: '入侵防范', en: 'Against break-ins' },
    asks: {
      zh: '最小安装与端口，输入校验，发现入侵并报警。',
      en: 'Few doors, checked input, and an alarm when somebody tries.',
    },
    does: {
      zh: '只开一个端口；所有输入按模式校验并限深、限量、限速；诱饵地址与账号触发报警并暂时封禁；管理员可限定来源网络。',
      en: 'One port; all input checked by schema, bounded in depth, size and pace; decoys raise an alarm and keep the address out; administrators can be held to their networks.',
    },
    outside: {
      zh: '防火墙与主机加固由部署方负责；请设定 ADMIN_NETWORKS。',
      en: 'Firewall and host are the deployment’s; set ADMIN_NETWORKS.',
    },
  },
  {
    id: 'malicious-code',
    clause: `${DENGBAO} 8.1.4.5`,
    names: { zh: '恶意代码防范', en: 'Against malicious code' },
    asks: { zh: '识别并阻断恶意代码。', en: 'Malicious code is found and stopped.' },
    does: {
      zh: '页面只运行服务器自带脚本，不接受上传的可执行内容。',
      en: 'Pages run scripts of this server alone; nothing that could be run is taken in.',
    },
    outside: { zh: '主机防病毒由部署方负责。', en: 'Virus protection of the host is the deployment’s.' },
  },
  {
    id: 'trusted-start',
    clause: `${DENGBAO} 8.1.4.6`,
    names: { zh: '可信验证', en: 'Trusted start' },
    asks: { zh: '对引导、系统与应用程序做可信验证。', en: 'Firmware, system and program are verified as they start.' },
    does: { zh: '依赖版本锁定并附完整性校验值。', en: 'Dependencies are pinned, with checksums in the lock file.' },
    outside: {
      zh: '可信根与引导验证属硬件与操作系统。',
      en: 'The root of trust and the verified start belong to hardware and operating system.',
    },
  },
  {
    id: 'integrity',
    clause: `${DENGBAO} 8.1.4.7`,
    names: { zh: '数据完整性', en: 'Integrity of data' },
    asks: { zh: '重要数据在传输与存储中的改动可被发现。', en: 'A change of what matters, on the line or in store, is noticed.' },
    does: {
      zh: '审计以 SM3 成链；观测与点位只增不改，应用角色无权更新或删除。',
      en: 'The audit is a chain of SM3; observations and points are only added, and the server’s role may neither update nor delete them.',
    },
    outside: {
      zh: '数据库所在磁盘请启用校验和；传输完整性依赖 TLS。',
      en: 'Let the database’s disks keep checksums; on the line, integrity is that of TLS.',
    },
  },
  {
    id: 'confidentiality',
    clause: `${DENGBAO} 8.1.4.8 · GB/T 39786-2021`,
    names: { zh: '数据保密性与密码应用', en: 'Confidentiality and cryptography' },
    asks: {
      zh: '个人与重要数据加密存储，密码应用合规。',
      en: 'Personal data is encrypted at rest, by cryptography that is approved.',
    },
    does: {
      zh: '个人信息与可复原秘密以 AES-256-GCM 或 SM4-GCM 封存，密钥在数据库之外；支持 SM3、SM4 算法。',
      en: 'Personal data and recoverable secrets are sealed by AES-256-GCM or SM4-GCM, the key outside the database; SM3 and SM4 are supported.',
    },
    outside: {
      zh: '支持算法不等于通过密评：密评须由具备资质的机构进行，并使用经认证的密码产品。',
      en: 'Supporting an algorithm is no pass of a cryptographic assessment (密评), which needs accredited assessors and certified products.',
    },
  },
  {
    id: 'backup',
    clause: `${DENGBAO} 8.1.4.9`,
    names: { zh: '备份与恢复', en: 'Backup' },
    asks: { zh: '本地与异地备份，并演练恢复。', en: 'Copies here and elsewhere, and restoring is practised.' },
    does: {
      zh: '已确认的数据断电不丢失；产品自身不做备份。',
      en: 'Nothing acknowledged is lost when power fails; the product makes no backup by itself.',
    },
    outside: {
      zh: '请定期备份数据库与数据目录（密钥与数据库分开存放），异地保存并演练恢复。',
      en: 'Back up the database and the data folder, keys apart from the database, elsewhere as well, and practise restoring.',
    },
  },
  {
    id: 'residual',
    clause: `${DENGBAO} 8.1.4.10`,
    names: { zh: '剩余信息保护', en: 'What is left behind' },
    asks: { zh: '退出后不留鉴别信息与敏感数据。', en: 'Whoever leaves, leaves nothing behind.' },
    does: {
      zh: '退出时清除浏览器存储；带个人内容的应答从不进入缓存。',
      en: 'Signing out clears what pages kept; answers meant for one person are never put in a cache.',
    },
  },
  {
    id: 'personal',
    clause: `${DENGBAO} 8.1.4.11 · 个人信息保护法 · GB/T 35273`,
    names: { zh: '个人信息保护', en: 'Personal data' },
    asks: {
      zh: '仅采集必需，默认遮蔽，查看须有目的并留痕。',
      en: 'Only what is needed is kept, masked by default; seeing it needs a purpose, which is written down.',
    },
    does: {
      zh: '仅存账号姓名与可选手机号；默认遮蔽，明文查看须填目的并入审计；公开数据、日志与大屏均不含。',
      en: 'Only a name and an optional phone are kept; masked by default, unmasking is an act with a purpose; none in public data, logs or walls.',
    },
    outside: { zh: '告知同意与撤回由单位制度保障。', en: 'Notice, consent and its withdrawal are for the house’s own rules.' },
  },
  {
    id: 'management',
    clause: `${DENGBAO} 8.1.5`,
    names: { zh: '集中管理', en: 'Central management' },
    asks: { zh: '系统、审计、安全管理各有入口，集中监测。', en: 'System, audit and security are each managed from one place.' },
    does: {
      zh: '三员各有控制台，本页汇总安全态势，/metrics 供监测系统采集。',
      en: 'Each administrator has a console, this page sums up the posture, and /metrics is there for monitoring.',
    },
    outside: { zh: '请将日志与指标接入统一的监测平台。', en: 'Bring logs and measurements into the house’s monitoring.' },
  },
  {
    id: 'browser',
    clause: 'OWASP ASVS 5.0 V3',
    names: { zh: '浏览器侧防护', en: 'In the browser' },
    asks: {
      zh: '严格的内容安全策略，防跨站请求与嵌套。',
      en: 'A strict content policy; no forged requests, no framing by others.',
    },
    does: {
      zh: '脚本仅限本站且无内联；跨站请求与跨站握手被拒；Cookie 仅服务器可读且同站。',
      en: 'Scripts from this server alone and none inline; requests and handshakes of strange pages are refused; cookies are closed to scripts.',
    },
  },
  {
    id: 'limits',
    clause: 'OWASP API 2023 API4, API6, API7',
    names: { zh: '限量、限速与服务端请求', en: 'Limits, and what the server fetches' },
    asks: {
      zh: '资源消耗有上限，服务端请求有白名单。',
      en: 'What one caller can use up has an end; what the server fetches is judged.',
    },
    does: {
      zh: '按地址与主体限速，正文限量限深，连接限请求；服务端只取 https，连接时判定地址，拒绝内网与元数据。',
      en: 'Pace by address and subject, bounded bodies and sockets; the server fetches https alone, judging each address as it connects.',
    },
  },
  {
    id: 'supply-chain',
    clause: `${DENGBAO} 8.1.4.4 · OWASP API9`,
    names: { zh: '依赖与清单', en: 'Dependencies' },
    asks: {
      zh: '依赖无已知高危漏洞，有物料清单。',
      en: 'No known serious flaw in what the product is built from, and a list of it.',
    },
    does: {
      zh: 'npm run sbom 输出 CycloneDX 清单；npm run audit:dependencies 查询漏洞，查不到时明说未知。',
      en: 'npm run sbom prints a CycloneDX list; npm run audit:dependencies asks for known flaws, and says when it could not.',
    },
    outside: { zh: '请在能访问漏洞库的环境中定期运行。', en: 'Run it regularly where an advisory service can be reached.' },
  },
] as const satisfies readonly ControlWords[]

export type ControlId = (typeof CONTROLS)[number]['id']

export const DISCLAIMER: Names = {
  zh: '本页是产品对自身的观察，不是等保测评、密评或任何认证的结论。',
  en: 'This is what the product sees of itself. It is no result of an assessment and no certificate of anything.',
}
