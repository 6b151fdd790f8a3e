import { expect, test } from '../fixtures.ts'
import { PASSWORD } from '../product/entrance.ts'

test('a password guessed five times locks the account for the guesser, says so, and the right one does not help', async ({
  door,
  entrance,
}) => {
  const { name } = await entrance.addAccount('e2e.guessed', 'dispatcher')
  door.expectsRefusals()
  await door.open()
  for (let guess = 1; guess <= 5; guess++) {
    await door.signIn(name, `wrong guess number ${guess}`)
    await expect(door.refusal).toContainText(guess < 5 ? '用户名或密码不正确' : /失败次数过多|用户名或密码不正确/)
  }
  await door.signIn(name, PASSWORD)
  await expect(door.refusal).toContainText('失败次数过多')
  await expect(door.refusal).toContainText(/半小时|\d{2}:\d{2}/)
  await door.expectStep('登录')
})
