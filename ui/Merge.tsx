// Both versions of a record field by field, after somebody else saved first: what they changed alone is shown as taken over, and where both
// changed the same field one chooses. Inside a Form; a field left open is a problem of the form, named `merge.<field>`.
import { useId } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { FieldGroup } from './Form.tsx'
import { Notice } from './Notice.tsx'
import type { Meeting, MergeChoice } from './shared-form.ts'
import './Merge.css'

type Field<T> = keyof T & string
type Props<T extends Readonly<Record<string, string>>> = {
  readonly of: Meeting<T>
  readonly label: (field: Field<T>) => string
  /** A field's text as its form shows it. */
  readonly shown: (field: Field<T>, text: string) => string
  readonly onChoose: (field: Field<T>, choice: MergeChoice) => void
}

const words = dictionary({
  changed: ['您填写时，另一人修改并保存了同一条记录。您填的没有丢。', 'While you were typing somebody else changed and saved the same record. Nothing you typed is lost.'],
  taken: ['对方改了、您没有动的，已并入下面的表单：', 'What they changed and you did not was taken into the form:'],
  choose: ['两人都改了的，请逐项选一个：', 'Where both of you changed the same, choose one of each:'],
  nothing: ['没有冲突。核对后再次保存。', 'Nothing contradicts. Look it over and save again.'],
  mine: ['您填的', 'Yours'],
  theirs: ['对方保存的', 'Theirs'],
  empty: ['（空）', '(empty)'],
  from: ['{label}：{before} → {now}', '{label}: {before} → {now}'],
})

export function Merge<T extends Readonly<Record<string, string>>>({ of, label, shown, onChoose }: Props<T>) {
  const t = useWords(words)
  const said = (field: Field<T>, text: string) => shown(field, text) || t.empty
  return (
    <Notice tone="warn" say="now">
      <p>{t.changed}</p>
      {of.taken.length > 0 && <><p>{t.taken}</p><ul>{of.taken.map((field) => <li key={field}>{t.from({ label: label(field), before: said(field, of.before[field] ?? ''), now: said(field, of.theirs[field] ?? '') })}</li>)}</ul></>}
      {of.open.length === 0 ? <p>{t.nothing}</p> : <p>{t.choose}</p>}
      {of.open.map((field) => (
        <FieldGroup key={field} name={`merge.${field}`} label={label(field)}>
          <Sides mine={said(field, of.mine[field] ?? '')} theirs={said(field, of.theirs[field] ?? '')} chosen={of.chosen[field]} onChoose={(choice) => onChoose(field, choice)} />
        </FieldGroup>
      ))}
    </Notice>
  )
}

type SidesProps = { readonly mine: string; readonly theirs: string; readonly chosen: MergeChoice | undefined; readonly onChoose: (choice: MergeChoice) => void }

function Sides({ chosen, onChoose, ...texts }: SidesProps) {
  const t = useWords(words)
  const name = useId()
  return (
    <div className="merge-sides">
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side} className="merge-side">
          <input type="radio" name={name} checked={chosen === side} onChange={() => onChoose(side)} />
          {t[side]} <strong>{texts[side]}</strong>
        </label>
      ))}
    </div>
  )
}
