/** How personal data is sealed: the algorithms a deployment may choose between. */
export const CIPHERS = ['aes-256-gcm', 'sm4-gcm'] as const
export type CipherName = (typeof CIPHERS)[number]
