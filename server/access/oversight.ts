import type { FastifyInstance } from 'fastify'
import type { ExecuteParts } from './act/execute.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { blockRoutes } from './hardening/blocks/block-routes.ts'
import type { Protection } from './open-protection.ts'

export interface OversightParts extends ExecuteParts {
  readonly protection: Protection
}

/** What the security and the audit administrator look after the product with: audit, blocks. */
export async function oversight(app: FastifyInstance, parts: OversightParts): Promise<void> {
  const { protection, database, audit, now, random } = parts
  await app.register(auditRoutes, { ...{ database, audit, now, random }, verify: () => protection.auditWatch.verify() })
  await app.register(blockRoutes, { blocks: protection.blocks, now })
}
