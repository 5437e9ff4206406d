// Where passing messages appear; once in the shell. `toast(text, action)` in toasts.ts sends one.
import { Button } from 'antd'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { dismissToast, useToasts } from './toasts.ts'
import './Toast.css'

const words = dictionary({ close: ['关闭', 'Close'] })

export function Toasts() {
  const t = useWords(words)
  const toasts = useToasts()
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map(({ id, text, action }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          {action && <Button type="link" onClick={() => {
            action.run()
            dismissToast(id)
          }}>{action.label}</Button>}
          <Button type="text" aria-label={t.close} icon={<Icon name="bad" />} onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  )
}
