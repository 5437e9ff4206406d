// The inputs of an instrument: what the name plate says first, what the law asks next, the rest behind 更多信息.
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '#ui/DateField.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Field, FormSection } from '#ui/Form.tsx'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Segments } from '#ui/Switches.tsx'
import type { FormFields } from './instrument-form.ts'
import { purposes } from './instrument-form.ts'
import { catalogueQuery, placesQuery } from './instrument-query.ts'
import { fieldPairs, purposePairs, words } from './registry-words.ts'

type Props = { readonly value: FormFields; readonly set: (field: keyof FormFields, value: string) => void; readonly orgId?: number; readonly withDeclared: boolean }

export function InstrumentFields({ value, set, orgId, withDeclared }: Props) {
  const t = useWords(words)
  const say = useSay()
  const chinese = useLanguage() !== 'en'
  const label = (field: string) => say(fieldPairs[field] ?? [field, field])
  const catalogue = useQuery(catalogueQuery)
  const places = useQuery(placesQuery(orgId))
  const text = (field: keyof FormFields, most: number, optional = true): ReactNode => (
    <Field name={field} label={label(field)} optional={optional}>{(input) => <Input {...input} value={value[field]} maxLength={most} autoComplete="off" onChange={(event) => set(field, event.target.value)} />}</Field>
  )
  const choice = (field: keyof FormFields, options: { value: string; label: string }[], hint?: string, optional = true): ReactNode => (
    <Field name={field} label={label(field)} hint={hint} optional={optional}>
      {(input) => <Select {...input} value={value[field]} options={options} showSearch={options.length > 10 ? { optionFilterProp: 'label' } : false} onChange={(next: string) => set(field, next)} />}
    </Field>
  )
  const entries = catalogue.data?.entries.map((e) => ({ value: e.id, label: chinese ? `${e.first.zh} / ${e.second.zh}` : `${e.first.en} / ${e.second.en}` })) ?? []
  const yesNo = [{ value: '', label: t.choose }, { value: 'yes', label: t.yes }, { value: 'no', label: t.no }]
  return (
    <>
      {text('name', 120, false)}
      {text('model', 80)}
      {text('serial', 60)}
      {text('maker', 120)}
      {text('ownerNo', 60)}
      {choice('purpose', purposes.map((p) => ({ value: p, label: say(purposePairs[p] ?? [p, p]) })), undefined, false)}
      {choice('catalogue', [{ value: '', label: t.notLooked }, { value: 'not-listed', label: t.notListed }, ...entries], t.catalogueHint)}
      {choice('placeId', [{ value: '', label: t.noPlace }, ...(places.data?.places.map((p) => ({ value: String(p.id), label: p.name })) ?? [])])}
      <Disclosure summary={t.more}>
        <div className="stack">
          {text('measuringRange', 80)}
          {text('accuracyClass', 40)}
          <Field name="parameters" label={label('parameters')} hint={t.parametersHint} optional>{(input) => <Input {...input} value={value.parameters} maxLength={1000} onChange={(event) => set('parameters', event.target.value)} />}</Field>
          <Field name="madeOn" label={label('madeOn')} optional>{(input) => <DateField input={input} value={value.madeOn} onChange={(day) => set('madeOn', day)} />}</Field>
          <Field name="installedOn" label={label('installedOn')} optional>{(input) => <DateField input={input} value={value.installedOn} onChange={(day) => set('installedOn', day)} />}</Field>
          {text('category', 60)}
          {text('kind', 60)}
          {choice('settledDirect', yesNo.slice(1))}
          {choice('sellsToPublic', yesNo)}
          {choice('standardRole', [{ value: '', label: t.no }, { value: 'public standard', label: t.publicStandard }, { value: 'highest standard', label: t.highestStandard }])}
        </div>
      </Disclosure>
      {withDeclared && (
        <Disclosure summary={t.elsewhere} open={value.verifiedOn !== ''}>
          <FormSection title={label('declared')}>
            <Field name="declared.verifiedOn" label={label('verifiedOn')} optional>{(input) => <DateField input={input} value={value.verifiedOn} onChange={(day) => set('verifiedOn', day)} />}</Field>
            <Field name="declared.dueOn" label={label('dueOn')} optional>{(input) => <DateField input={input} value={value.dueOn} onChange={(day) => set('dueOn', day)} />}</Field>
            <Segments label={label('verdict')} value={value.verdict === 'fail' ? 'fail' : 'pass'} onChange={(next) => set('verdict', next)} choices={[{ value: 'pass', label: t.pass }, { value: 'fail', label: t.fail }]} />
            <Field name="declared.certificateNo" label={label('certificateNo')} optional>{(input) => <Input {...input} value={value.certificateNo} maxLength={60} onChange={(event) => set('certificateNo', event.target.value)} />}</Field>
          </FormSection>
        </Disclosure>
      )}
    </>
  )
}
