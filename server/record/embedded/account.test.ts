import { expect, it } from 'vitest'
import { chooseAccounts } from './account.ts'

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`

it('makes the database as nobody and gives it to a number that no one has', () => {
  expect(chooseAccounts(PASSWD)).toEqual({ maker: { uid: 65_534, gid: 65_534 }, owner: { uid: 54_170, gid: 54_170 } })
})

it('takes the next number when somebody has it', () => {
  const { owner } = chooseAccounts(`${PASSWD}someone:x:54170:100::/:/bin/sh\nother:x:1000:54171::/:/bin/sh\n`)
  expect(owner).toEqual({ uid: 54_172, gid: 54_172 })
})

it('makes do with any account where nobody is missing, and says so where there is only root', () => {
  expect(chooseAccounts('root:x:0:0::/:/bin/sh\nbin:x:2:3::/:/bin/sh\n').maker).toEqual({ uid: 2, gid: 3 })
  expect(() => chooseAccounts('root:x:0:0::/:/bin/sh\n')).toThrow('no account but root')
})
