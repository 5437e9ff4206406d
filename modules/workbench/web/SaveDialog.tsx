// Saves what stands on the page: as a new study with a name, or as the next version of one. A save beside a newer version is not lost: both
// can be compared, and it can be saved on top.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { problemOf } from '#ui/problem.ts'
import { kindOf, type SavedBody } from '../saved-body.ts'
import { api } from './api.ts'
import { pageWords } from './page-words.ts'
import { studyHref } from './study-kinds.ts'
import { studyQuery } from './study-queries.ts'

type NewProps = { readonly body: SavedBody; readonly onSaved: (id: number) => void; readonly onClose: () => void }

export function SaveNewDialog({ body, onSaved, onClose }: NewProps) {
  const t = useWords(pageWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const save = async () => {
    if (title.trim() === '') return sending.setProblems([{ field: 'title', message: t.fillName }])
    let id = 0
    const sent = await sending.send(async (key) => {
      id = (await ask(api.studies.$post({ json: { title, body, note } }, { headers: { 'Idempotency-Key': key } }))).id
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['workbench', 'studies'] })
    onSaved(id)
  }
  return (
    <Modal open title={t.saveNew} footer={null} onCancel={onClose}>
      <Form label={t.saveNew} submit={t.saveNew} sending={sending} onSubmit={() => void save()}>
        <Field name="title" label={t.name} hint={t.nameHint}>{(input) => <Input {...input} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />}</Field>
        <Field name="note" label={t.note} optional>{(input) => <Input {...input} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}

type VersionProps = { readonly id: string; readonly basedOn: number; readonly body: SavedBody; readonly onSaved: () => void; readonly onClose: () => void }

export function SaveVersionDialog({ id, basedOn, body, onSaved, onClose }: VersionProps) {
  const t = useWords(pageWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [newest, setNewest] = useState<number>()
  const kind = kindOf(body)
  /** Both versions of an uncertainty side by side; of the other kinds the newer one as it is. */
  const seen = (other: number) => (kind === 'uncertainty' ? `/uncertainty/studies/${id}/compare?a=${basedOn}&b=${other}` : studyHref(kind, id, other))
  const save = async (from: number) => {
    const sent = await sending.send(async (key) => {
      try {
        await ask(api.studies[':id'].versions.$post({ param: { id }, json: { basedOn: from, body, note } }, { headers: { 'Idempotency-Key': key } }))
      } catch (error) {
        if (problemOf(error).code === 'stale') setNewest((await queries.fetchQuery({ ...studyQuery(id), staleTime: 0 })).versions[0]?.number)
        throw error
      }
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['workbench', 'study', id] })
    onSaved()
  }
  return (
    <Modal open title={t.save} footer={null} onCancel={onClose}>
      {newest !== undefined && (
        <Notice tone="warn" say="now" actions={<><Button href={seen(newest)} target="_blank">{t.compareFirst}</Button><Button onClick={() => void save(newest)}>{t.saveAnyway({ n: newest + 1 })}</Button></>}>
          {t.newer({ newest, based: basedOn })}
        </Notice>
      )}
      <Form label={t.save} submit={t.save} sending={newest === undefined ? sending : { ...sending, error: undefined }} onSubmit={() => void save(basedOn)}>
        <Field name="note" label={t.note} optional>{(input) => <Input {...input} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
