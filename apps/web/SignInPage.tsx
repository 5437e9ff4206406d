// Sign-in, drawn in place of the page that needs it, so that the address is kept. No puzzle; paste works; the demo lists its accounts.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSending } from '#ui/form.ts'
import { dictionary, useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { sessionQuery } from '#ui/session.ts'
import { setupQuery } from './setup/setup-query.ts'
import { SignInForm } from './SignInForm.tsx'
import { signIn, signInOptionsQuery, type DemoAccount } from './sign-in.ts'

const words = dictionary({
  title: ['登录', 'Sign in'],
  product: ['度衡', 'Duheng'],
  sub: ['度衡 · 城市计量体系', 'Duheng · measurement system of the city'],
  demo: ['演示账号', 'Demonstration accounts'],
  demoHint: ['点一下即登录；数据均为虚构。', 'One click signs in; all data are invented.'],
  first: ['还没有管理员。用启动程序时控制台上的一次性代码设立第一位。', 'There is no administrator yet. Set up the first one with the one-time code on the console of the program.'],
  setUp: ['设立第一位管理员', 'Set up the first administrator'],
})

export function SignInPage() {
  const t = useWords(words)
  const client = useQueryClient()
  const options = useQuery(signInOptionsQuery)
  const done = () => client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  const isFirstUse = useQuery({ ...setupQuery, enabled: options.data?.demo === false }).data === true
  const accounts = options.data?.demo ? options.data.accounts : []
  useEffect(() => {
    document.title = `${t.title} · ${t.product}`
  }, [t])
  return (
    <div className="signin">
      <section className="panel signin-box">
        <div className="signin-title">
          <h1>{t.title}</h1>
          <span className="muted">{t.sub}</span>
        </div>
        {isFirstUse && <Notice actions={<a href="/setup">{t.setUp}</a>}>{t.first}</Notice>}
        <SignInForm onDone={() => void done()} />
      </section>
      {accounts.length > 0 && (
        <Panel title={t.demo}>
          <p className="muted">{t.demoHint}</p>
          <Accounts accounts={accounts} onDone={() => void done()} />
        </Panel>
      )}
    </div>
  )
}

function Accounts({ accounts, onDone }: { readonly accounts: readonly DemoAccount[]; readonly onDone: () => void }) {
  const say = useSay()
  const sending = useSending()
  const enter = ({ login, password }: DemoAccount) => void sending.send(() => signIn(login, password)).then((isDone) => isDone && onDone())
  return (
    <>
      {sending.error !== undefined && <Refusal error={sending.error} />}
      <ul className="signin-accounts">
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" onClick={() => enter(account)}>
              <strong>{say([account.zh, account.en])}</strong>
              <span className="muted mono">{account.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
