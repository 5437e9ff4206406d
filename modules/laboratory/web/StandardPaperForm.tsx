// A certificate on paper, typed in: its facts and, as a grid, its values with U and k. In the start-up time it may be marked as such.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { Grid } from '#ui/Grid.tsx'
import type { GridColumn } from '#ui/Grid.tsx'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { startUpQuery } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'

const empty = { issuer: '', number: '', issuedOn: '', validUntil: '', startUp: false }
const parts = ['name', 'value', 'unit', 'U', 'k'] as const
type Row = Readonly<Record<'key' | (typeof parts)[number], string>>
const blank = (key: number): Row => ({ key: String(key), name: '', value: '', unit: '', U: '', k: '' })

export function StandardPaperForm({ standardId }: { readonly standardId: number }) {
  const t = useWords(standardWords)
  const go = useGo()
  const queries = useQueryClient()
  const sending = useSending()
  const draft = useDraft(`standard-certificate.${standardId}`, empty)
  const [rows, setRows] = useState<readonly Row[]>([blank(0), blank(1), blank(2)])
  const startUp = useQuery(startUpQuery).data?.open ?? null
  const v = draft.value
  const filled = rows.filter((row) => parts.some((part) => row[part].trim() !== ''))
  const write = async () => {
    let certificateId: number | undefined
    const sent = await sending.send(async (key) => {
      const values = filled.map(({ name, value, unit, U, k }) => ({ name, value, unit, ...(U === '' ? {} : { U }), ...(k === '' ? {} : { k }) }))
      const json = { origin: v.startUp && startUp ? 'start-up' as const : 'manual' as const, issuer: v.issuer, number: v.number, issuedOn: v.issuedOn, validUntil: v.validUntil, values }
      const answer = await ask(api.standards[':id'].certificates.$post({ param: { id: String(standardId) }, json }, { headers: { 'Idempotency-Key': key } }))
      certificateId = answer.id
    })
    if (!sent || certificateId === undefined) return
    draft.forget()
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/standards/${standardId}?certificate=${certificateId}`)
  }
  return (
    <Panel title={t.byHand}>
      <Form label={t.byHand} submit={t.enter} sending={{ ...sending, problems: sending.problems.map((p) => (p.field.startsWith('values.') ? { ...p, field: 'values' } : p)) }} onSubmit={() => void write()} keptAt={draft.keptAt} wide>
        <Field name="number" label={t.number}>{(input) => <Input {...input} value={v.number} maxLength={120} onChange={(event) => draft.set('number', event.target.value)} />}</Field>
        <Field name="issuer" label={t.issuer}>{(input) => <Input {...input} value={v.issuer} maxLength={200} onChange={(event) => draft.set('issuer', event.target.value)} />}</Field>
        <Field name="issuedOn" label={t.issuedOn}>{(input) => <DateField input={input} label={t.issuedOn} value={v.issuedOn} onChange={(day) => draft.set('issuedOn', day)} />}</Field>
        <Field name="validUntil" label={t.validUntil}>{(input) => <DateField input={input} label={t.validUntil} value={v.validUntil} onChange={(day) => draft.set('validUntil', day)} />}</Field>
        {startUp && <Field name="origin" label={t.origin} hint={t.startUpEntryHint}>{(input) => <Checkbox id={input.id} checked={v.startUp} onChange={(event) => draft.set('startUp', event.target.checked)}>{t.startUpEntry}</Checkbox>}</Field>}
        <FieldGroup name="values" label={t.values} hint={t.valuesHint}>
          <ValuesGrid rows={rows} onRows={setRows} problems={sending.problems} />
        </FieldGroup>
        <div className="dossier-actions"><Button onClick={() => setRows([...rows, blank(rows.length)])}>{t.addRow}</Button></div>
      </Form>
    </Panel>
  )
}

type GridProps = { readonly rows: readonly Row[]; readonly onRows: (rows: readonly Row[]) => void; readonly problems: readonly { readonly field: string; readonly message: string }[] }

function ValuesGrid({ rows, onRows, problems }: GridProps) {
  const t = useWords(standardWords)
  const titles = { name: t.quantity, value: t.value, unit: t.measured, U: 'U', k: 'k' }
  const columns = parts.map((part): GridColumn<Row> => ({ key: part, kind: 'text', title: part === 'U' || part === 'k' ? <var>{part}</var> : titles[part], name: titles[part], value: (row) => row[part] }))
  // The server counts the rows that were sent: empty ones are not.
  const sent = rows.filter((row) => parts.some((part) => row[part].trim() !== ''))
  return (
    <Grid label={t.values} columns={columns} rows={rows} rowKey={(row) => row.key} rowName={(row) => row.name || String(Number(row.key) + 1)}
      errorOf={(row, column) => problems.find((p) => p.field === `values.${sent.indexOf(row)}.${column}`)?.message}
      onEdit={(edits) => onRows(rows.map((row) => edits.filter((edit) => edit.row === row.key).reduce((changed, edit) => ({ ...changed, [edit.column]: edit.text.trim() }), row)))} />
  )
}
