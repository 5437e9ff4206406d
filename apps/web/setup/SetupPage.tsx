// The first administrator of an empty installation: whoever has the code from the console names the organisation and themselves, once.
// Absent: what the server checks, and everything after (FirstStepsPage.tsx).
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { act, nothing } from '#ui/api.ts'
import { Field, Form, FormSection } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { setupQuery } from './setup-query.ts'

const words = dictionary({
  title: ['第一次使用', 'First use'],
  about: ['设立第一个单位和它的管理员。只能做一次；以后的人由管理员邀请。', 'Set up the first organisation and its administrator. It is done once; everybody else is invited by that administrator.'],
  closed: ['已经设立过了，或代码已失效。', 'This was done already, or the code is no longer valid.'],
  closedHint: ['如果还没有人登录过，请重新启动程序，控制台会印出新代码。', 'If nobody has ever signed in, restart the program: the console prints a new code.'],
  signIn: ['去登录', 'Sign in'],
  proof: ['一次性代码', 'One-time code'],
  code: ['控制台上的代码', 'Code from the console'],
  organisation: ['单位', 'Organisation'],
  kind: ['单位类型', 'Kind of organisation'],
  laboratory: ['技术机构', 'Laboratory'],
  authority: ['监管部门', 'Authority'],
  name: ['单位名称', 'Name of the organisation'],
  creditCode: ['统一社会信用代码', 'Unified social credit code'],
  division: ['行政区划代码', 'Division code'],
  divisionHint: ['6 位数字，如 341181', 'Six digits, such as 341181'],
  person: ['管理员', 'Administrator'],
  personName: ['姓名', 'Name'],
  login: ['登录名', 'Login'],
  loginHint: ['3～80 位字母、数字或 . _ @ + -', '3 to 80 letters, digits or . _ @ + -'],
  password: ['密码', 'Password'],
  passwordHint: ['至少 10 个字符，不用常见词', 'At least 10 characters, no common words'],
  submit: ['设立单位和管理员', 'Set up organisation and administrator'],
  done: ['设立好了。', 'It is set up.'],
  doneHint: ['请用刚才的登录名登录，然后按清单继续：人员、标准器、第一份规程、演练。', 'Sign in with that login, then follow the list: people, standards, the first procedure, a rehearsal.'],
  next: ['登录并打开开始清单', 'Sign in and open the first steps'],
})

export function SetupPage() {
  const t = useWords(words)
  const open = useQuery(setupQuery)
  const queries = useQueryClient()
  const [isDone, setDone] = useState(false)
  const done = () => {
    setDone(true)
    queries.removeQueries({ queryKey: setupQuery.queryKey })
  }
  return (
    <Page title={t.title} about={t.about}>
      {isDone ? <Notice tone="ok" say="now" actions={<a href="/first-steps">{t.next}</a>}>{t.done} {t.doneHint}</Notice>
        : open.isPending ? <Loading />
          : open.isError ? <Notice tone="warn" actions={<a href="/">{t.signIn}</a>}>{t.closed} {t.closedHint}</Notice>
            : <Panel><SetupForm onDone={done} /></Panel>}
    </Page>
  )
}

const blank = { code: '', kind: 'laboratory', name: '', creditCode: '', division: '', person: '', login: '' }

function SetupForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(words)
  const sending = useSending()
  const draft = useDraft('setup', blank)
  const [password, setPassword] = useState('') // never kept in the browser's storage
  const { value } = draft
  const submit = () => void sending.send(async (idempotencyKey) => {
    const organisation = { kind: value.kind, name: value.name, creditCode: value.creditCode, division: value.division }
    await act('/api/setup', { code: value.code, organisation, person: { name: value.person }, login: value.login, password }, nothing, { idempotencyKey })
  }).then((isSet) => {
    if (!isSet) return
    draft.forget()
    onDone()
  })
  const line = (name: string, field: keyof typeof blank, label: string, more: { hint?: string; autoComplete?: string } = {}) => (
    <Field name={name} label={label} hint={more.hint}>
      {(input) => <input {...input} className="text-input" type="text" autoComplete={more.autoComplete ?? 'off'} maxLength={120} value={value[field]} onChange={(event) => draft.set(field, event.target.value)} />}
    </Field>
  )
  return (
    <Form label={t.title} submit={t.submit} sending={sending} onSubmit={submit} keptAt={draft.keptAt}>
      <FormSection title={t.proof}>{line('code', 'code', t.code)}</FormSection>
      <FormSection title={t.organisation}>
        <div><Segments label={t.kind} value={value.kind} onChange={(kind) => draft.set('kind', kind)} choices={[{ value: 'laboratory', label: t.laboratory }, { value: 'authority', label: t.authority }]} /></div>
        {line('organisation.name', 'name', t.name, { autoComplete: 'organization' })}
        {line('organisation.creditCode', 'creditCode', t.creditCode)}
        {line('organisation.division', 'division', t.division, { hint: t.divisionHint })}
      </FormSection>
      <FormSection title={t.person}>
        {line('person.name', 'person', t.personName, { autoComplete: 'name' })}
        {line('login', 'login', t.login, { hint: t.loginHint, autoComplete: 'username' })}
        <Field name="password" label={t.password} hint={t.passwordHint}>
          {(input) => <input {...input} className="text-input" type="password" autoComplete="new-password" maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
      </FormSection>
    </Form>
  )
}
