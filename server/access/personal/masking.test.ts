import { expect, it } from 'vitest'
import { maskIdNumber, maskName, maskPhone } from './masking.ts'

it.each([
  ['13812345678', '138****5678'],
  ['+86 138 1234 5678', '+86 138****5678'],
  ['0769-22830000', '***********00'],
  ['110', '***'],
  ['', ''],
])('shows the phone %s as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})

it.each([
  ['张三', '张*'],
  ['张三丰', '张**'],
  ['欧阳修', '欧阳*'],
  ['欧阳', '欧*'],
  ['李', '*'],
  ['Ann Lee', 'A** ***'],
  ['𠮷田', '𠮷*'],
])('shows the name %s as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

it.each([
  ['44190019900101123X', '4419**********123X'],
  ['440102800101123', '4401*******1123'],
  ['1234567', '*******'],
])('shows the id number %s as %s', (number, masked) => {
  expect(maskIdNumber(number)).toBe(masked)
})
