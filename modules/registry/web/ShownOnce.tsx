// A secret that is shown once: it stays until somebody says it was noted.
import { Modal, Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { orgWords } from './registry-words.ts'
import './registry.css'

export function ShownOnce({ title, text, hint, secret, onClose }: { readonly title: string; readonly text: string; readonly hint?: string; readonly secret: string; readonly onClose: () => void }) {
  const t = useWords(orgWords)
  return (
    <Modal open title={title} closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>{t.close}</Button>}>
      <p>{text}</p>
      <p className="registry-once">{secret}</p>
      {hint !== undefined && <p className="muted">{hint}</p>}
    </Modal>
  )
}
