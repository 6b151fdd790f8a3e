import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { MapSettings } from '#contract/city.ts'

/**
 * Headers every answer bears. Scripts, workers and styles come from this server alone; figures and pictures may also
 * come from where the city's own base map is, if it names one elsewhere. A page with other needs sets its own policy.
 * `isSecure` where people come by https: browsers then never go back to an open line.
 */
export const securityHeaders = fp(
  async (app: FastifyInstance, { map, isSecure }: { readonly map: MapSettings; readonly isSecure: boolean }) => {
    const headers = {
      ...HEADERS,
      'content-security-policy': contentSecurityPolicy(map),
      ...(isSecure && { 'strict-transport-security': STRICT_TRANSPORT }),
    }
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers(headers)
    })
  },
  { name: 'security-headers' },
)

/** Two years, in seconds; for this host alone: its neighbours may not have TLS. */
const STRICT_TRANSPORT = 'max-age=63072000'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // The microphone for voice notes; a photo is taken by the device's own camera, which the page never sees through.
  'permissions-policy': 'camera=(), microphone=(self), geolocation=(self)',
}

/** Pure. `style-src` allows style attributes, which React, MapLibre and ECharts write; no script can ride on them. */
export function contentSecurityPolicy(map: MapSettings): string {
  const elsewhere = baseMapOrigins(map)
  const policy: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...elsewhere],
    'connect-src': ["'self'", ...elsewhere],
    // A voice note is listened to before it goes out, from the page's own memory.
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
  }
  return Object.entries(policy)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}

function baseMapOrigins({ basemap }: MapSettings): string[] {
  if (!basemap) return []
  const address = 'style' in basemap ? basemap.style : basemap.pmtiles
  return URL.canParse(address) ? [new URL(address).origin] : []
}
