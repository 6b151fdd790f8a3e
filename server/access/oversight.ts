import type { FastifyInstance } from 'fastify'
import { sensitivityOf } from '#contract/metric.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { blockRoutes } from './hardening/blocks/block-routes.ts'
import type { IdentityParts } from './identity/identity-parts.ts'
import type { Protection } from './open-protection.ts'
import type { SettingFacts } from './posture/facts.ts'
import { postureRoutes } from './posture/posture-routes.ts'

export interface OversightParts {
  readonly identity: IdentityParts
  readonly protection: Protection
  readonly contentSecurityPolicy: string
  /** The address the server listens on is of this machine alone. */
  readonly isLoopback: boolean
  /** Pages of other hosts that may connect. */
  readonly origins: number
}

/** What the security and the audit administrator look after the product with: audit, blocks, posture. */
export async function oversight(app: FastifyInstance, parts: OversightParts): Promise<void> {
  const { identity, protection } = parts
  const { database, audit, now, random } = identity
  const { auditWatch, blocks, vault, personalKey } = protection
  const verify = () => auditWatch.verify()
  await app.register(auditRoutes, { database, audit, now, random, verify })
  await app.register(blockRoutes, { blocks, now })
  await app.register(postureRoutes, {
    ...{ database, now, vault, setting: settingOf(parts) },
    verification: () => auditWatch.recent(),
    auditState: () => protection.audit.state,
    anchoredAt: () => auditWatch.anchoredAt,
    isKeyPrivate: personalKey.isPrivate,
    isKeyElsewhere: personalKey.isElsewhere,
  })
}

function settingOf({ identity, protection, contentSecurityPolicy, isLoopback, origins }: OversightParts): SettingFacts {
  const { catalogue, isSecure, isTrial, moreWays } = identity
  const levels = { open: 0, internal: 0, sensitive: 0 }
  for (const metric of catalogue.metrics) levels[sensitivityOf(metric)] += 1
  return {
    ...{ isSecure, isLoopback, isTrial, contentSecurityPolicy, origins, levels },
    isSimulated: catalogue.hub === 'simulated',
    adminNetworks: protection.adminNetworks.entries.length,
    proxies: protection.proxies.entries.length,
    provider: moreWays.provider?.name,
    passkeys: moreWays.passkeyHost !== undefined,
    runtime: `Node.js ${process.versions.node}`,
  }
}
