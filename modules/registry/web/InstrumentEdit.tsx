// Changing an instrument. When somebody else saved first, both versions stand side by side, field by field, and the person chooses.
import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { ask } from '#ui/client.ts'
import { Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Merge } from '#ui/Merge.tsx'
import { useSharedForm } from '#ui/shared-form.ts'
import { api } from './api.ts'
import { InstrumentFields } from './InstrumentFields.tsx'
import type { InstrumentData } from './instrument-query.ts'
import { formOf } from './instrument-query.ts'
import { bodyOf, readParameters } from './instrument-form.ts'
import { fieldPairs, words } from './registry-words.ts'
import { useShownField } from './shown-field.ts'

export function EditDialog({ of, onClose }: { readonly of: InstrumentData; readonly onClose: () => void }) {
  const t = useWords(words)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const form = useSharedForm(() => ({ value: formOf(of), version: of.version }))
  const shown = useShownField(of.owner.id)
  const label = (field: string) => say(fieldPairs[field] ?? [field, field])
  const mayDeclare = of.declared !== null || of.verifiedOn === null
  const newest = async () => {
    const now = await ask(api.instruments[':code'].$get({ param: { code: of.code }, query: {} }))
    return { value: formOf(now), version: now.version }
  }
  const save = async () => {
    const parameters = readParameters(form.value.parameters)
    const problems = [...form.problems(label), ...(parameters === undefined ? [{ field: 'parameters', message: t.parameterWrong }] : [])]
    if (parameters === undefined || problems.length > 0) return sending.setProblems(problems)
    const json = bodyOf(form.value, parameters, mayDeclare)
    const isSaved = await form.save(sending, (key, version) => ask(api.instruments[':code'].$patch({ param: { code: of.code }, json: { ...json, version } }, { headers: { 'Idempotency-Key': key } })), newest)
    if (!isSaved) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onClose()
  }
  return (
    <Modal open title={`${t.edit} · ${of.fields.name}`} footer={null} onCancel={onClose} mask={{ closable: false }} width={720}>
      <Form label={t.edit} submit={t.save} sending={sending} onSubmit={() => void save()}>
        {form.meeting && <Merge of={form.meeting} label={label} shown={shown} onChoose={form.choose} />}
        <InstrumentFields value={form.value} set={form.set} orgId={of.owner.id} withDeclared={mayDeclare} />
      </Form>
    </Modal>
  )
}
