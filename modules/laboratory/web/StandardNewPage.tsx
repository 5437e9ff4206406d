// Registering a standard. Its certificate follows on the next page.
import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Page, Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { api } from './api.ts'
import { standardWords } from './standard-words.ts'

const empty = { kind: 'reference instrument', code: '', name: '', range: '', accuracy: '', serial: '', maker: '', location: '' }
const fields = [
  { name: 'code', max: 80 }, { name: 'name', max: 120 }, { name: 'range', max: 200 }, { name: 'accuracy', max: 200 },
  { name: 'serial', max: 80, optional: true }, { name: 'maker', max: 120, optional: true }, { name: 'location', max: 120, optional: true },
] as const

export function StandardNewPage() {
  const t = useWords(standardWords)
  const go = useGo()
  const queries = useQueryClient()
  const sending = useSending()
  const draft = useDraft('standard', empty)
  const { kind, ...texts } = draft.value
  const register = async () => {
    let id: number | undefined
    const sent = await sending.send(async (key) => {
      const answer = await ask(api.standards.$post({ json: { kind: kind === 'measurement standard' ? kind : 'reference instrument', ...texts } }, { headers: { 'Idempotency-Key': key } }))
      id = answer.id
    })
    if (!sent || id === undefined) return
    draft.forget()
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/standards/${id}/certificates/new`)
  }
  return (
    <Page title={t.register}>
      <Panel>
        <Form label={t.register} submit={t.registerAct} sending={sending} onSubmit={() => void register()} keptAt={draft.keptAt}>
          <div><Segments label={t.kind} value={kind} onChange={(value) => draft.set('kind', value)} choices={[{ value: 'reference instrument', label: t.referenceInstrument }, { value: 'measurement standard', label: t.measurementStandard }]} /></div>
          {fields.map(({ name, max, ...more }) => (
            <Field key={name} name={name} label={t[name]} optional={'optional' in more}>
              {(input) => <Input {...input} value={texts[name]} maxLength={max} onChange={(event) => draft.set(name, event.target.value)} />}
            </Field>
          ))}
        </Form>
      </Panel>
    </Page>
  )
}
