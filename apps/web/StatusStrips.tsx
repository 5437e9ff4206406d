// The strips under the top edge: no network, and work that is not saved yet. Both are words, and both go away by themselves.
import { useSyncExternalStore } from 'react'
import { Icon } from '#ui/Icon.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { useUnsavedCount } from '#ui/unsaved.ts'

const words = dictionary({
  offline: ['无网络。已填内容留在本页，联网后再提交。', 'No network. What was typed stays here; submit when it is back.'],
  unsaved: ['有 {n} 处尚未保存', '{n} {n|change|changes} not saved yet'],
})

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export function StatusStrips() {
  const t = useWords(words)
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine, () => true)
  const unsaved = useUnsavedCount()
  return (
    <div aria-live="polite">
      {!isOnline && <div className="shell-strip"><Icon name="offline" />{t.offline}</div>}
      {unsaved > 0 && <div className="shell-strip"><Icon name="warn" />{t.unsaved({ n: unsaved })}</div>}
    </div>
  )
}
