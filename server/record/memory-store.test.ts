import { memoryStore } from './memory-store.ts'
import { recordStoreContract } from './record-store-contract.ts'

recordStoreContract('the record in memory', async () => memoryStore())
