// Changing an instrument. When somebody else saved first, both versions stand side by side, field by field, and the person chooses.
import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Merge } from '#ui/Merge.tsx'
import type { MergeChoice } from '#ui/Merge.tsx'
import { merge } from '#ui/merge.ts'
import { Problem } from '#ui/problem.ts'
import { api } from './api.ts'
import { InstrumentFields } from './InstrumentFields.tsx'
import type { InstrumentData } from './instrument-query.ts'
import { formOf } from './instrument-query.ts'
import { bodyOf, readParameters } from './instrument-form.ts'
import type { FormFields } from './instrument-form.ts'
import { fieldPairs, words } from './registry-words.ts'
import { useShownField } from './shown-field.ts'

type Field = keyof FormFields
/** What the two changed since both opened the record, and what was chosen of it. */
type Meeting = { readonly before: FormFields; readonly mine: FormFields; readonly theirs: FormFields; readonly taken: readonly Field[]; readonly open: readonly Field[]; readonly chosen: Readonly<Record<string, MergeChoice>> }

export function EditDialog({ of, onClose }: { readonly of: InstrumentData; readonly onClose: () => void }) {
  const t = useWords(words)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const [base, setBase] = useState<FormFields>(() => formOf(of))
  const [value, setValue] = useState<FormFields>(base)
  const [version, setVersion] = useState(of.version)
  const [meeting, setMeeting] = useState<Meeting>()
  const label = (field: string) => say(fieldPairs[field] ?? [field, field])
  const mayDeclare = of.declared !== null || of.verifiedOn === null
  const meet = async () => {
    const now = await ask(api.instruments[':code'].$get({ param: { code: of.code }, query: {} }))
    const theirs = formOf(now)
    const merged = merge(base, value, theirs)
    setMeeting({ before: base, mine: value, theirs, taken: merged.taken, open: merged.open, chosen: {} })
    setVersion(now.version)
    setBase(theirs)
    setValue(merged.value)
  }
  const save = async () => {
    const parameters = readParameters(value.parameters)
    const undecided = meeting?.open.filter((field) => meeting.chosen[field] === undefined) ?? []
    const problems = [...undecided.map((field) => ({ field: `merge.${field}`, message: t.chooseOne({ field: label(field) }) })), ...(parameters === undefined ? [{ field: 'parameters', message: t.parameterWrong }] : [])]
    if (parameters === undefined || problems.length > 0) return sending.setProblems(problems)
    let stale = false
    const sent = await sending.send(async (key) => {
      try {
        await ask(api.instruments[':code'].$patch({ param: { code: of.code }, json: { ...bodyOf(value, parameters, mayDeclare), version } }, { headers: { 'Idempotency-Key': key } }))
      } catch (error) {
        if (!(error instanceof Problem) || error.details.code !== 'stale') throw error
        stale = true
      }
      if (stale) await meet()
    })
    if (!sent || stale) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onClose()
  }
  const choose = (field: string, choice: MergeChoice) => {
    if (!meeting) return
    const [known] = meeting.open.filter((one) => one === field)
    if (known === undefined) return
    setMeeting({ ...meeting, chosen: { ...meeting.chosen, [known]: choice } })
    setValue({ ...value, [known]: meeting[choice][known] })
  }
  // Typed anew is chosen: what stands in the form is what one wants.
  const set = (field: Field, text: string) => {
    setValue({ ...value, [field]: text })
    if (meeting?.open.includes(field)) setMeeting({ ...meeting, mine: { ...meeting.mine, [field]: text }, chosen: { ...meeting.chosen, [field]: 'mine' } })
  }
  return (
    <Modal open title={`${t.edit} · ${of.fields.name}`} footer={null} onCancel={onClose} mask={{ closable: false }} width={720}>
      <Form label={t.edit} submit={t.save} sending={sending} onSubmit={() => void save()}>
        {meeting && <Meet of={meeting} label={label} orgId={of.owner.id} onChoose={choose} />}
        <InstrumentFields value={value} set={set} orgId={of.owner.id} withDeclared={mayDeclare} />
      </Form>
    </Modal>
  )
}

type MeetProps = { readonly of: Meeting; readonly label: (field: string) => string; readonly orgId: number; readonly onChoose: (field: string, choice: MergeChoice) => void }

function Meet({ of, label, orgId, onChoose }: MeetProps) {
  const shown = useShownField(orgId)
  const fields = (names: readonly Field[], mine: FormFields) => names.map((field) => ({ field, label: label(field), mine: shown(field, mine[field]), theirs: shown(field, of.theirs[field]) }))
  return <Merge taken={fields(of.taken, of.before)} open={fields(of.open, of.mine)} chosen={of.chosen} onChoose={onChoose} />
}
