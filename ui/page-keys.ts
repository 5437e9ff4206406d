// The keys every record page shares: Ctrl Enter for its primary act (with its confirmation), Ctrl S to save now, [ and ] for the records
// beside it.
import { useShortcuts, type Shortcut } from './keys.ts'
import { useGo } from './navigation.ts'

type PageKeys = { readonly primary?: () => void; readonly save?: () => void; readonly previous?: string; readonly next?: string }

export function usePageKeys({ primary, save, previous, next }: PageKeys): void {
  const go = useGo()
  const shortcuts: Shortcut[] = []
  if (primary) shortcuts.push({ chord: 'primary act', does: ['本页的主要操作', 'The primary act of this page'], whileTyping: true, run: primary })
  if (save) shortcuts.push({ chord: 'save', does: ['立即保存', 'Save now'], whileTyping: true, run: save })
  if (previous !== undefined) shortcuts.push({ chord: 'previous record', does: ['上一条', 'Previous record'], run: () => go(previous) })
  if (next !== undefined) shortcuts.push({ chord: 'next record', does: ['下一条', 'Next record'], run: () => go(next) })
  useShortcuts(shortcuts)
}
