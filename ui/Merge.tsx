// Both versions of a record field by field, after somebody else saved first: what they changed alone is shown as taken over, and where both
// changed the same field one chooses. Inside a Form; a field left open is a problem of the form, named `merge.<field>`.
import { useId } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { FieldGroup } from './Form.tsx'
import { Notice } from './Notice.tsx'
import './Merge.css'

export type MergeField = { readonly field: string; readonly label: string; readonly mine: string; readonly theirs: string }
export type MergeChoice = 'mine' | 'theirs'
type Props = {
  /** Changed by them alone; `mine` is what stood there before. */
  readonly taken: readonly MergeField[]
  readonly open: readonly MergeField[]
  readonly chosen: Readonly<Record<string, MergeChoice>>
  readonly onChoose: (field: string, choice: MergeChoice) => void
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

export function Merge({ taken, open, chosen, onChoose }: Props) {
  const t = useWords(words)
  const shown = (text: string) => (text === '' ? t.empty : text)
  return (
    <Notice tone="warn" say="now">
      <p>{t.changed}</p>
      {taken.length > 0 && <><p>{t.taken}</p><ul>{taken.map(({ field, label, mine, theirs }) => <li key={field}>{t.from({ label, before: shown(mine), now: shown(theirs) })}</li>)}</ul></>}
      {open.length === 0 ? <p>{t.nothing}</p> : <p>{t.choose}</p>}
      {open.map((one) => (
        <FieldGroup key={one.field} name={`merge.${one.field}`} label={one.label}>
          <Sides of={one} chosen={chosen[one.field]} onChoose={(choice) => onChoose(one.field, choice)} />
        </FieldGroup>
      ))}
    </Notice>
  )
}

function Sides({ of, chosen, onChoose }: { readonly of: MergeField; readonly chosen: MergeChoice | undefined; readonly onChoose: (choice: MergeChoice) => void }) {
  const t = useWords(words)
  const name = useId()
  return (
    <div className="merge-sides">
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side} className="merge-side">
          <input type="radio" name={name} checked={chosen === side} onChange={() => onChoose(side)} />
          {t[side]} <strong>{of[side] === '' ? t.empty : of[side]}</strong>
        </label>
      ))}
    </div>
  )
}
