import { afterAll, beforeAll } from 'vitest'
import { type Database, openDatabase } from '../record/database.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { openStoreContract } from './open-store-contract.ts'
import { postgresOpenStore } from './postgres-open-store.ts'

let cluster: TestedDatabase
let database: Database
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  database = openDatabase(await cluster.migrated())
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
})

openStoreContract('the store in PostgreSQL', async () => {
  await database.query('truncate guanlan.open_release, guanlan.open_block, guanlan.open_secret')
  return postgresOpenStore(database)
})
