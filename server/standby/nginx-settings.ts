/** Where nginx listens, whom it passes requests on to, and the folder that is its own. Ports are of this machine. */
export interface NginxPlace {
  readonly port: number
  readonly members: readonly number[]
  readonly folder: string
}

/** Leaves of the page what is of one deployment: addresses, the name, the certificate. Everything else is tried as it stands there. */
const DEPLOYMENT = /^\s*(server \d|listen |server_name )/

/**
 * What nginx is told in a drill: the settings that the page about several servers gives to whoever runs one, for servers of this
 * machine and without TLS. Throws Error where the page gives none. Pure.
 */
export function nginxSettings(page: string, { port, members, folder }: NginxPlace): string {
  const given = /```nginx\n(.*?)```/s.exec(page)?.[1]
  const server = members.map((member) => `  server 127.0.0.1:${member} max_fails=1 fail_timeout=5s;`)
  if (given === undefined || !given.includes('upstream guanlan {') || !given.includes('  location / {'))
    throw new Error('docs/cluster.md gives no settings of nginx with an upstream guanlan and a location /')
  const lines = given.split('\n').flatMap((line) => {
    if (line.startsWith('}') && server.length > 0) return [...server.splice(0), line]
    if (line === 'server {') return [line, `  listen 127.0.0.1:${port};`]
    return DEPLOYMENT.test(line) ? [] : [line]
  })
  return `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join('\n')}
${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}
}
`
}
