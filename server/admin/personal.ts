import { randomBytes } from 'node:crypto'
import { addKey, keepKeys, keyFile, keysOf, loadKeyRing } from '../access/personal/key-ring.ts'
import { keysInUse, rotateKey } from '../access/personal/rotate-key.ts'
import { type SealingVault, sealingVault } from '../access/personal/sealing-vault.ts'
import { KeyKind, noteKey } from '../cluster/same-keys.ts'
import type { Noun, Outcome, Tools } from './noun.ts'
import { actAsOperator } from './operator.ts'

/** The keys of personal data, for the person at the machine. */
export const personal: Noun = {
  usage: `
personal rotate       makes a new key and seals all personal data with it; the keys before are kept for copies of the database
personal forget       removes the keys that nothing is sealed with any more; older copies of the database then stay sealed`,
  read: ([verb, ...rest]) => {
    if (rest.length > 0 || (verb !== 'rotate' && verb !== 'forget'))
      return { mistake: `There is no command "${['personal', verb, ...rest].join(' ').trim()}".` }
    return { work: verb === 'rotate' ? rotate : forget }
  },
}

async function rotate(tools: Tools): Promise<Outcome> {
  const { file, vault } = await openVault(tools)
  await addKey(file)
  await noteKey(tools.record.database, KeyKind.Personal, file)
  return actAsOperator(tools, rotateKey, { vault }, ({ sealed }) => ({
    answer: vault.keyId,
    remark: `${sealed} values are sealed with the new key in ${file}; copy that file to where it is kept safe, and to every other server of the cluster at once.`,
  }))
}

async function forget(tools: Tools): Promise<Outcome> {
  const { file, vault, ring } = await openVault(tools)
  const used = await keysInUse(tools.record.database, vault)
  const kept = ring().filter(({ id }) => used.has(id))
  const forgotten = ring().length - kept.length
  if (forgotten > 0) await keepKeys(file, kept)
  return { answer: String(forgotten), remark: `${kept.length} ${kept.length === 1 ? 'key stays' : 'keys stay'} in ${file}.` }
}

/** The vault of this deployment, for whoever reads or writes what is sealed. */
export async function openVault({
  config,
}: Pick<Tools, 'config'>): Promise<{ file: string; vault: SealingVault; ring: ReturnType<typeof keysOf> }> {
  const { personalCipher, personalKeyFile } = config.protection
  const file = keyFile(config.dataDir, personalKeyFile)
  const ring = keysOf(file, await loadKeyRing(config.dataDir, personalKeyFile))
  return { file, ring, vault: sealingVault(personalCipher, ring, randomBytes) }
}
