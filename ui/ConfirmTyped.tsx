// The gate before an act that cannot be taken back: says what it will touch, and opens only when the count or the code was typed. 签发, 撤销,
// 召回, 公布.
import { Modal } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { isComposing } from './keys.ts'
import { Refusal } from './Refusal.tsx'
import './ConfirmTyped.css'

const words = dictionary({
  type: ['输入 {code} 后执行', 'Type {code} to go on'],
  wrong: ['输入的不是 {code}', 'That is not {code}'],
  cancel: ['取消', 'Cancel'],
})

export type ConfirmTypedProps = {
  readonly open: boolean
  /** `执行召回` */
  readonly act: string
  /** `将撤销 1204 份证书，通知 311 家单位` */
  readonly touches: readonly string[]
  /** What must be typed: the count or the code. */
  readonly code: string
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
  readonly children?: ReactNode
}

export function ConfirmTyped(props: ConfirmTypedProps) {
  return props.open ? <Dialog {...props} /> : null
}

function Dialog({ act, touches, code, onConfirm, onClose, children }: ConfirmTypedProps) {
  const t = useWords(words)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const run = async () => {
    if (typed.trim() !== code) {
      setWrong(true)
      return
    }
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={act}
      okText={act}
      cancelText={t.cancel}
      okButtonProps={{ danger: true, loading: isBusy }}
      onOk={() => void run()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="confirm">
        <ul className="confirm-touched">
          {touches.map((touch) => (
            <li key={touch}>{touch}</li>
          ))}
        </ul>
        {children}
        <label className="field-label" htmlFor={id}>
          {t.type({ code })}
        </label>
        <input
          id={id}
          autoComplete="off"
          value={typed}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          onChange={(event) => {
            setTyped(event.target.value)
            setWrong(false)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isComposing(event.nativeEvent)) void run()
          }}
        />
        {isWrong && (
          <span className="field-error" id={`${id}-wrong`}>
            {t.wrong({ code })}
          </span>
        )}
        {error !== undefined && <Refusal error={error} />}
      </div>
    </Modal>
  )
}
