// Ending a scope or an authorisation: says which, and that it is an act.
import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { peopleWords } from './people-words.ts'

type Props = { readonly title: string; readonly end: (idempotencyKey: string) => Promise<void>; readonly onClose: () => void }

export function PeopleEndDialog({ title, end, onClose }: Props) {
  const t = useWords(peopleWords)
  const sending = useSending()
  const queries = useQueryClient()
  const run = async () => {
    if (!(await sending.send(end))) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <Form label={title} submit={t.end} danger sending={sending} onSubmit={() => void run()}><p>{t.endHint}</p></Form>
    </Modal>
  )
}
