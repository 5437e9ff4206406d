// Next and previous by keyset cursor: no page numbers, because counting a million rows to number them helps nobody.
import { Button } from 'antd'
import { Icon } from './Icon.tsx'
import { useWords } from './i18n.ts'
import { withPage, type TableView } from './table-view.ts'
import { tableWords } from './table-words.ts'

type Props = {
  readonly view: TableView
  readonly onView: (view: TableView) => void
  readonly cursors: { readonly next?: string; readonly previous?: string }
}

export function TablePager({ view, onView, cursors: { next, previous } }: Props) {
  const t = useWords(tableWords)
  const isFirst = view.after === undefined && view.before === undefined
  if (next === undefined && previous === undefined && isFirst) return null
  return (
    <nav className="table-pager" aria-label={t.pages}>
      {!isFirst && (
        <Button type="link" onClick={() => onView(withPage(view, {}))}>
          {t.first}
        </Button>
      )}
      {previous !== undefined && (
        <Button icon={<Icon name="left" />} onClick={() => onView(withPage(view, { before: previous }))}>
          {t.previous}
        </Button>
      )}
      {next !== undefined && (
        <Button icon={<Icon name="right" />} iconPlacement="end" onClick={() => onView(withPage(view, { after: next }))}>
          {t.next}
        </Button>
      )}
    </nav>
  )
}
