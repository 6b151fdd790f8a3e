/**
 * On which timeline a database is written, as an expression of SQL. It changes when a standby is promoted, and with it what the
 * database holds may be less than what was told of it before.
 */
export const TIMELINE_OF = 'left(pg_walfile_name(pg_current_wal_lsn()), 8)'
export const TIMELINE = `select ${TIMELINE_OF} as timeline`
