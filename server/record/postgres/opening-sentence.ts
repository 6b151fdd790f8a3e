/** Why the record's database could not be opened, and the remedy, in one sentence. The password is never in it. */
export function openingSentence(url: string, fault: unknown): string {
  const { host, database, user } = placeOf(url)
  const { code, message } = fault as { code?: string; message?: string }
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `No database answers at ${host} (${code}); start it, or correct DATABASE_URL, or unset it to use the embedded one`
    case '28P01':
    case '28000':
      return `The database at ${host} refuses the user ${user}; correct the user or password in DATABASE_URL`
    case '3D000':
      return `The database server at ${host} has no database ${database}; create it, or correct the name in DATABASE_URL`
    case '42501':
      return `The user ${user} may not create tables in the database ${database} at ${host}; run there: grant create on database ${database} to ${user}`
    case '53100':
      return `The disk of the database at ${host} is full; free space there and start again`
    case '53300':
      return `The database at ${host} has no connection left; raise its max_connections or close other programs`
    default:
      return `The database at ${host} cannot be used: ${(message ?? String(fault)).split('\n')[0]}; check DATABASE_URL`
  }
}

function placeOf(url: string): { host: string; database: string; user: string } {
  if (!URL.canParse(url)) return { host: 'the address in DATABASE_URL', database: '', user: '' }
  const { host, pathname, username } = new URL(url)
  return { host: host || 'localhost', database: decodeURIComponent(pathname.slice(1)), user: decodeURIComponent(username) }
}
