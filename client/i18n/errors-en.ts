import { ERRORS, type ErrorCode } from '#contract/errors.ts'

/** Sentences for every refusal in English, by code: the table of the contract is in English already. */
export const errorsEn = Object.fromEntries(Object.entries(ERRORS).map(([code, { sentence }]) => [code, sentence])) as Record<
  ErrorCode,
  string
>
