// Foreign and absent are one page.
import { dictionary, useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { useSession } from '#ui/session.ts'

const words = dictionary({
  title: ['没有找到，或您无权查看', 'Not found, or not yours to see'],
  colleague: ['如果是同事发来的链接，请他把您加入“{org}”。', 'If a colleague sent the link, ask to be added to {org}.'],
  signedOut: ['如果这是工作页面，请先登录。', 'If this is a staff page, sign in first.'],
  home: ['回到首页', 'Go to the home page'],
})

export function NotFound() {
  const t = useWords(words)
  const org = useSession()?.roles[0]?.org.name
  return (
    <Page title={t.title}>
      <Empty title={t.title} actions={<a href="/">{t.home}</a>}>{org === undefined ? t.signedOut : t.colleague({ org })}</Empty>
    </Page>
  )
}
