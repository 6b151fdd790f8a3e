/** Paths that exist in other products and never here: whoever asks for one is looking for a way in. */
const DECOY_PATHS: ReadonlySet<string> = new Set([
  '/admin.php',
  '/administrator',
  '/phpmyadmin',
  '/phpinfo.php',
  '/wp-login.php',
  '/wp-admin',
  '/xmlrpc.php',
  '/.env',
  '/.git/config',
  '/.git/head',
  '/.svn/entries',
  '/.aws/credentials',
  '/.ssh/id_rsa',
  '/web.config',
  '/backup.sql',
  '/dump.sql',
  '/actuator',
  '/actuator/env',
  '/actuator/heapdump',
  '/manager/html',
  '/server-status',
  '/solr/admin',
  '/druid/index.html',
  '/nacos',
  '/jolokia',
  '/console/login',
  '/cgi-bin/luci',
  '/boaform/admin/formlogin',
  '/v2/_catalog',
  '/_ignition/execute-solution',
])

/** Endings nothing here has, wherever they stand. */
const DECOY_ENDINGS = /\.(php\d?|phtml|asp|aspx|jsp|jspx|do|action|cgi)$/

/** Accounts every guesser tries first. Nobody can be given one of these names. */
const DECOY_NAMES: ReadonlySet<string> = new Set([
  ...['admin', 'administrator', 'root', 'test', 'guest', 'user', 'demo', 'operator', 'system', 'sysadmin', 'superuser'],
  ...['postgres', 'oracle', 'sa', 'nacos', 'druid', 'ubuntu', 'admin123'],
])

/** True for an address nobody with good reason asks for. The path as it came, without the query. Pure. */
export function isDecoyPath(path: string): boolean {
  const plain = decoded(path)
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '')
  return DECOY_PATHS.has(plain) || DECOY_ENDINGS.test(plain)
}

/** True for the key of a name that is a decoy where no account bears it. */
export function isDecoyName(key: string): boolean {
  return DECOY_NAMES.has(key)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
