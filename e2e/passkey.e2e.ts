// A passkey instead of the password: registered, used to sign in, and to confirm a signature that the house asks again for. The
// authenticator is Chromium's own virtual one.
import { after, before, describe } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { confirmTyped, signIn } from './hands.ts'
import { noBrowser, openStoryHouse, PASSWORD, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'
import { checked } from './office.ts'

async function withAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
}

describe('通行密钥', { skip: noBrowser, timeout: 180_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  before(async () => {
    s = await openStoryHouse({ asksAgain: true })
    await checked(s, 'K-01')
    await checked(s, 'K-02')
  })
  after(() => s.close())

  step('registered, signed in with, and a certificate signed with it; the password does as well', async () => {
    const { signatory } = s.laboratory.people
    const login = await s.login(signatory)
    await s.visit(undefined, '/work/sign', async (page) => {
      await withAuthenticator(page.context(), page)
      await signIn(page, login)
      await page.getByRole('button', { name: '孙签字' }).click()
      await page.getByRole('button', { name: '通行密钥' }).click()
      const dialog = page.getByRole('dialog', { name: '通行密钥' })
      await dialog.getByLabel(/^名称/).fill('窗口电脑')
      await dialog.getByRole('button', { name: '在这台设备上添加' }).click()
      await dialog.getByText('窗口电脑', { exact: true }).waitFor()
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: '孙签字' }).click()
      await page.getByRole('button', { name: '退出登录' }).click()
      await page.getByRole('button', { name: '用通行密钥登录' }).click()
      await page.getByRole('button', { name: '孙签字' }).waitFor()
      await page.goto('/work/sign')
      const sign = async () => {
        await page.getByRole('button', { name: '签发这一份' }).waitFor()
        s.laboratory.house.clock.advance(6 * 60_000) // the confirmation of signing in is over
        await page.getByRole('button', { name: '签发这一份' }).click()
        await confirmTyped(page, '签发', '1')
        return page.getByRole('dialog', { name: '请确认是您本人' })
      }
      const again = await sign()
      await again.getByRole('button', { name: '用通行密钥确认' }).click()
      await page.getByText('已签发 1 份').waitFor()

      const withPassword = await sign()
      await withPassword.getByLabel('密码', { exact: true }).fill('wrong-password-9')
      await withPassword.getByRole('button', { name: '确认并继续' }).click()
      await withPassword.getByText('密码不对，没有签署任何内容。').waitFor()
      await withPassword.getByLabel('密码', { exact: true }).fill(PASSWORD)
      await withPassword.getByRole('button', { name: '确认并继续' }).click()
      await page.getByText('没有等待的记录').waitFor()
    })
  })
})
