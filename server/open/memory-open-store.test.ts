import { openStoreContract } from './open-store-contract.ts'
import { memoryOpenStore } from './testing/memory-open-store.ts'

openStoreContract('a store in memory', async () => memoryOpenStore())
