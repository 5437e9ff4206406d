// The toolbar's 视图 button: choose a named view, name the present one, forget one.
import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { isComposing } from './keys.ts'
import { Popup } from './Popup.tsx'
import { useSavedViews, withSaved } from './saved-views.ts'
import type { TableView } from './table-view.ts'

const words = dictionary({
  views: ['视图', 'Views'],
  none: ['还没有保存的视图', 'No saved views yet'],
  name: ['当前筛选的名称', 'Name of the present filters'],
  save: ['保存视图', 'Save the view'],
  forget: ['删除视图“{name}”', 'Delete the view "{name}"'],
})

type Props = { readonly id: string; readonly view: TableView; readonly onView: (view: TableView) => void }

export function SavedViews({ id, view, onView }: Props) {
  const t = useWords(words)
  const [views, setViews] = useSavedViews(id)
  const [name, setName] = useState('')
  const save = () => {
    setViews(withSaved(views, name, view))
    setName('')
  }
  return (
    <Popup label={t.views}>
      {(close) => (
        <div className="stack">
          {views.length === 0 ? (
            <span className="muted">{t.none}</span>
          ) : (
            <ul className="menu">
              {views.map((saved) => (
                <li key={saved.name} className="menu-pair">
                  <button
                    type="button"
                    onClick={() => {
                      close()
                      onView(saved.view)
                    }}
                  >
                    {saved.name}
                  </button>
                  <Button
                    type="text"
                    aria-label={t.forget({ name: saved.name })}
                    icon={<Icon name="bad" />}
                    onClick={() => setViews(views.filter((one) => one.name !== saved.name))}
                  />
                </li>
              ))}
            </ul>
          )}
          <div className="menu-pair">
            <input
              className="text-input"
              aria-label={t.name}
              placeholder={t.name}
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !isComposing(event.nativeEvent)) save()
              }}
            />
            <Button onClick={save}>{t.save}</Button>
          </div>
        </div>
      )}
    </Popup>
  )
}
