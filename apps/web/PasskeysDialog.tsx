// My passkeys: add one on this device, take one away. Signing in and confirming with one is in SignInForm.tsx and ConfirmPerson.tsx.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { showInstant } from '#ui/dates.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { addPasskey, hasPasskeys, passkeysQuery, removePasskey } from './passkeys.ts'

const words = dictionary({
  title: ['通行密钥', 'Passkeys'],
  what: ['用指纹、面容或安全钥匙登录和确认签发，不必输入密码。', 'Sign in and confirm a signature with a fingerprint, a face or a security key instead of the password.'],
  none: ['还没有通行密钥', 'No passkeys yet'],
  label: ['名称', 'Name'],
  labelHint: ['便于认出是哪台设备，如“窗口电脑”', 'To tell the device, such as "front desk"'],
  add: ['在这台设备上添加', 'Add on this device'],
  remove: ['删除', 'Remove'],
  removeOf: ['删除“{label}”', 'Remove "{label}"'],
  since: ['{at} 添加', 'added {at}'],
  cannot: ['这个浏览器不能用通行密钥；需要 https 或本机地址。', 'This browser has no passkeys here; they need https or this very machine.'],
  first: ['本人', 'Mine'],
})

export function PasskeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const passkeys = useQuery(passkeysQuery)
  const adding = useSending()
  const removing = useSending()
  const [label, setLabel] = useState('')
  const again = () => client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
  const add = () => void adding.send(() => addPasskey(label.trim() || t.first)).then(async (isDone) => {
    if (!isDone) return
    setLabel('')
    await again()
  })
  return (
    <Modal open title={t.title} footer={null} onCancel={onClose}>
      <p>{t.what}</p>
      {removing.error !== undefined && <Refusal error={removing.error} />}
      <Answer of={passkeys} rows={1}>
        {(rows) => (rows.length === 0 ? <p className="muted">{t.none}</p> : (
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <strong>{row.label}</strong> <span className="muted">{t.since({ at: showInstant(row.createdAt) })}</span>{' '}
                <Button size="small" aria-label={t.removeOf({ label: row.label })} onClick={() => void removing.send(() => removePasskey(row.id)).then(again)}>{t.remove}</Button>
              </li>
            ))}
          </ul>
        ))}
      </Answer>
      {hasPasskeys() ? (
        <Form label={t.title} submit={t.add} sending={adding} onSubmit={add}>
          <Field name="label" label={t.label} hint={t.labelHint} optional>
            {(input) => <Input {...input} value={label} maxLength={80} onChange={(event) => setLabel(event.target.value)} />}
          </Field>
        </Form>
      ) : <p>{t.cannot}</p>}
    </Modal>
  )
}
