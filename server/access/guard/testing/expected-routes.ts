import type { RouteAccess } from '../../route-access.ts'

/**
 * Every route of the server and who may use it, as this house means it to be. A route that is not here fails the matrix: who
 * adds one says here, a second time and on purpose, who may use it.
 */
export const EXPECTED_ROUTES: Readonly<Record<string, RouteAccess>> = {
  // The page and its files, and what a probe or a newcomer asks.
  'GET /': 'unasked',
  'GET /*': 'unasked',
  'GET /account': 'unasked',
  'GET /administration': 'unasked',
  'GET /desk': 'unasked',
  'GET /enterprise': 'unasked',
  'GET /gallery': 'unasked',
  'GET /invitation': 'unasked',
  'GET /mobile': 'unasked',
  'GET /office': 'unasked',
  'GET /open': 'unasked',
  'GET /setup': 'unasked',
  'GET /sign-in': 'unasked',
  'GET /wall': 'unasked',
  'GET /healthz': 'unasked',
  'GET /readyz': 'unasked',
  'GET /metrics': 'sources:read',
  'GET /problems/:family/:name': 'unasked',
  'GET /api/openapi.json': 'unasked',
  'GET /api/docs': 'unasked',
  'GET /api/docs/json': 'unasked',
  'GET /api/docs/yaml': 'unasked',
  'GET /api/docs/static/*': 'unasked',
  'GET /api/docs/static/index.html': 'unasked',
  'GET /api/docs/static/swagger-initializer.js': 'unasked',

  // Figures in, and figures out.
  'POST /api/hub/observations': 'unasked',
  'GET /api/catalogue': 'catalogue:read',
  'GET /api/city/files/*': 'catalogue:read',
  'GET /api/series/latest': 'figures:read',
  'GET /api/series/history': 'figures:read',
  'GET /api/sources': 'sources:read',
  'GET /api/city': 'open:read',
  'GET /open/plain': 'open:read',
  'GET /api/open/catalogue': 'open:read',
  'GET /api/open/blocks/:scene': 'open:read',
  'GET /api/open/blocks/:scene/:start': 'open:read',
  'GET /api/enterprise/catalogue': 'enterprise:read',
  'GET /api/enterprise/blocks/:scene': 'enterprise:read',
  'GET /api/enterprise/blocks/:scene/:start': 'enterprise:read',

  // Ways in and out.
  'GET /api/access/me': 'anyone',
  'POST /api/access/trial': 'anyone',
  'POST /api/access/sign-in': 'anyone',
  'POST /api/access/sign-out': 'anyone',
  'POST /api/access/invitation': 'anyone',
  'POST /api/access/invitation/accept': 'anyone',
  'POST /api/access/setup': 'anyone',
  'GET /api/access/provider': 'anyone',
  'GET /api/access/provider/callback': 'anyone',
  'POST /api/access/provider/logout': 'anyone',
  'POST /api/access/passkeys/challenge': 'anyone',
  'POST /api/access/passkeys/answer': 'anyone',

  // One's own account.
  'POST /api/access/factor': 'self:manage',
  'POST /api/access/presence': 'self:manage',
  'POST /api/access/provider/sign-out': 'self:manage',
  'POST /api/access/password': 'self:manage',
  'POST /api/access/remit': 'self:manage',
  'POST /api/access/totp': 'self:manage',
  'POST /api/access/totp/:id/confirm': 'self:manage',
  'POST /api/access/passkeys': 'self:manage',
  'POST /api/access/passkeys/options': 'self:manage',
  'GET /api/access/factors': 'self:manage',
  'DELETE /api/access/factors/:id': 'self:manage',
  'GET /api/access/sessions': 'self:manage',
  'DELETE /api/access/sessions/:id': 'self:manage',

  // The accounts of others.
  'GET /api/accounts': 'accounts:read',
  'POST /api/accounts': 'accounts:manage',
  'PUT /api/accounts/:account/provider': 'accounts:manage',
  'POST /api/accounts/:id/disable': 'accounts:manage',
  'POST /api/accounts/:id/enable': 'accounts:manage',
  'POST /api/accounts/:id/invite': 'accounts:manage',
  'POST /api/accounts/:id/unmask': 'personal:unmask',
  'POST /api/accounts/:id/remits': 'remits:grant',
  'DELETE /api/accounts/:id/remits/:remit': 'remits:grant',
  'DELETE /api/accounts/:id/factors': 'remits:grant',
  'GET /api/accounts/:id/sessions': 'sessions:end',
  'DELETE /api/accounts/:id/sessions': 'sessions:end',

  // Screens.
  'POST /api/screens/pairings': 'anyone',
  'GET /api/screens/pairing': 'anyone',
  'GET /api/screens': 'screens:read',
  'POST /api/screens': 'screens:enrol',
  'DELETE /api/screens/:id': 'screens:revoke',

  // What was done, and who is kept out.
  'GET /api/audit': 'audit:read',
  'GET /api/audit/verification': 'audit:read',
  'GET /api/audit/export': 'audit:export',
  'GET /api/posture': 'posture:read',
  'GET /api/blocks': 'blocks:manage',
  'DELETE /api/blocks/:address': 'blocks:manage',
}
