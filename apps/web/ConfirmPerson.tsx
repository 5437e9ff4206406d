// Before some acts the server asks again who is acting (answer `confirm-again`). This dialog asks for the password or a passkey and lets
// the act go on, once.
import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { act, confirmPersonWith, nothing } from '#ui/api.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { hasPasskeys, presentPasskey } from './passkeys.ts'

const words = dictionary({
  title: ['请确认是您本人', 'Confirm that it is you'],
  why: [
    '这一步会签署或不可撤回，需要再次输入密码或使用通行密钥；五分钟内有效。',
    'This step signs or cannot be taken back, so the password or a passkey is asked again; it holds for five minutes.',
  ],
  password: ['密码', 'Password'],
  submit: ['确认并继续', 'Confirm and go on'],
  passkey: ['用通行密钥确认', 'Confirm with a passkey'],
})

export function ConfirmPerson() {
  const [answer, setAnswer] = useState<{ readonly settle: (isConfirmed: boolean) => void }>()
  useEffect(() => {
    confirmPersonWith(() => new Promise((settle) => setAnswer({ settle })))
    return () => confirmPersonWith(async () => false)
  }, [])
  if (!answer) return null
  const finish = (isConfirmed: boolean) => {
    answer.settle(isConfirmed)
    setAnswer(undefined)
  }
  return <Dialog onFinish={finish} />
}

function Dialog({ onFinish }: { readonly onFinish: (isConfirmed: boolean) => void }) {
  const t = useWords(words)
  const sending = useSending()
  const [password, setPassword] = useState('')
  const submit = () =>
    void sending.send(() => act('/api/session/confirmation', { password }, nothing)).then((isDone) => isDone && onFinish(true))
  const withPasskey = () => void sending.send(() => presentPasskey()).then((isDone) => isDone && onFinish(true))
  return (
    <Modal open title={t.title} footer={null} onCancel={() => onFinish(false)} mask={{ closable: false }}>
      <p>{t.why}</p>
      <Form label={t.title} submit={t.submit} sending={sending} onSubmit={submit}
        actions={hasPasskeys() && <Button onClick={withPasskey}>{t.passkey}</Button>}>
        <Field name="password" label={t.password}>
          {(input) => (
            <input
              {...input}
              className="text-input"
              type="password"
              autoComplete="current-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </Form>
    </Modal>
  )
}
