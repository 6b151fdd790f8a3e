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
  await expect(door.refusal).toContainText(/\d{2}:\d{2} 后可再试/)
  await door.expectStep('登录')
})

test('a name that nobody has is locked just the same: the time says nothing about who is known here', async ({ door }) => {
  door.expectsRefusals()
  await door.open('/sign-in?lang=en')
  for (let guess = 1; guess <= 6; guess++) {
    await door.page.getByLabel('Account', { exact: true }).fill('nobody.at.all')
    await door.page.getByLabel('Password', { exact: true }).fill(`wrong guess number ${guess}`)
    await door.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(door.refusal).toContainText(guess < 6 ? 'not right' : /try again after \d{2}:\d{2}/)
  }
})
