// Login and password, or a passkey. Used by the sign-in page and by the dialog over a page whose session has ended.
import { Button } from 'antd'
import { useState } from 'react'
import { Form, Field } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { hasPasskeys, presentPasskey } from './passkeys.ts'
import { signIn } from './sign-in.ts'

const words = dictionary({
  form: ['登录', 'Sign in'],
  login: ['单位代码或手机号', 'Organisation code or phone number'],
  password: ['密码', 'Password'],
  show: ['显示密码', 'Show the password'],
  submit: ['登录', 'Sign in'],
  passkey: ['用通行密钥登录', 'Sign in with a passkey'],
  noLogin: ['请填写单位代码或手机号', 'Enter the organisation code or phone number'],
  noPassword: ['请填写密码', 'Enter the password'],
})

export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(words)
  const sending = useSending()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const submit = () => {
    const problems = [
      ...(login.trim() === '' ? [{ field: 'login', message: t.noLogin }] : []),
      ...(password === '' ? [{ field: 'password', message: t.noPassword }] : []),
    ]
    if (problems.length > 0) sending.setProblems(problems)
    else void sending.send(() => signIn(login.trim(), password)).then((isDone) => isDone && onDone())
  }
  return (
    <Form
      label={t.form}
      submit={t.submit}
      sending={sending}
      onSubmit={submit}
      actions={
        hasPasskeys() && (
          <Button onClick={() => void sending.send(() => presentPasskey()).then((isDone) => isDone && onDone())}>{t.passkey}</Button>
        )
      }
    >
      <Field name="login" label={t.login}>
        {(input) => (
          <input
            {...input}
            className="text-input"
            type="text"
            autoComplete="username"
            maxLength={80}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field name="password" label={t.password}>
        {(input) => (
          <input
            {...input}
            className="text-input"
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <label className="popup-check">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        {t.show}
      </label>
    </Form>
  )
}
