// The toolbar's 视图 button: choose a named view, name the present one, forget one, and take that back for ten seconds.
import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { isComposing } from './keys.ts'
import { Loading } from './Loading.tsx'
import { Popup } from './Popup.tsx'
import { Refusal } from './Refusal.tsx'
import { useKeptViews, type SavedView } from './saved-views.ts'
import type { TableView } from './table-view.ts'
import { toast } from './toasts.ts'

const words = dictionary({
  views: ['视图', 'Views'],
  none: ['还没有保存的视图', 'No saved views yet'],
  name: ['当前筛选的名称', 'Name of the present filters'],
  save: ['保存视图', 'Save the view'],
  forget: ['删除视图“{name}”', 'Delete the view "{name}"'],
  forgotten: ['已删除视图“{name}”', 'The view "{name}" was deleted'],
  undo: ['撤销', 'Undo'],
})

type Props = { readonly id: string; readonly view: TableView; readonly onView: (view: TableView) => void }

export function SavedViews(props: Props) {
  const t = useWords(words)
  return <Popup label={t.views}>{(close) => <Content {...props} close={close} />}</Popup>
}

function Content({ id, view, onView, close }: Props & { readonly close: () => void }) {
  const t = useWords(words)
  const kept = useKeptViews(id)
  const [name, setName] = useState('')
  const [refusal, setRefusal] = useState<unknown>()
  const doing = (work: Promise<void>) => work.then(() => setRefusal(undefined), setRefusal)
  const save = () => void doing(kept.save(name, view).then(() => setName('')))
  const forget = (saved: SavedView) => void doing(kept.forget(saved.name).then(() => {
    toast(t.forgotten({ name: saved.name }), { label: t.undo, run: () => void kept.save(saved.name, saved.view) })
  }))
  const error = refusal ?? kept.error
  return (
    <div className="stack">
      {error !== undefined && <Refusal error={error} />}
      {kept.views === undefined ? kept.error === undefined && <Loading rows={2} />
        : kept.views.length === 0 ? <span className="muted">{t.none}</span>
          : (
            <ul className="menu">
              {kept.views.map((saved) => (
                <li key={saved.name} className="menu-pair">
                  <button type="button" onClick={() => {
                    close()
                    onView(saved.view)
                  }}>{saved.name}</button>
                  <Button type="text" aria-label={t.forget({ name: saved.name })} icon={<Icon name="bad" />} onClick={() => forget(saved)} />
                </li>
              ))}
            </ul>
          )}
      <div className="menu-pair">
        <input className="text-input" aria-label={t.name} placeholder={t.name} maxLength={40} value={name} onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isComposing(event.nativeEvent)) save()
          }} />
        <Button onClick={save}>{t.save}</Button>
      </div>
    </div>
  )
}
