// The strips under the top edge: no network, work that is not saved yet, and an address without HTTPS, which browsers give fewer powers.
// They are words, and go away by themselves.
import { useSyncExternalStore } from 'react'
import { Icon } from '#ui/Icon.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { useUnsavedCount } from '#ui/unsaved.ts'

const words = dictionary({
  offline: ['无网络。已填内容留在本页，联网后再提交。', 'No network. What was typed stays here; submit when it is back.'],
  insecure: ['本站未启用 HTTPS：手机不能用摄像头扫码、通行密钥，网页内也不能自行核对证书。请管理员配置 TLS_CERT 与 TLS_KEY。', 'No HTTPS here: a phone cannot scan with its camera, use passkeys or check proofs in the page. An administrator sets TLS_CERT and TLS_KEY.'],
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
      {!window.isSecureContext && <div className="shell-strip"><Icon name="warn" />{t.insecure}</div>}
      {!isOnline && <div className="shell-strip"><Icon name="offline" />{t.offline}</div>}
      {unsaved > 0 && <div className="shell-strip"><Icon name="warn" />{t.unsaved({ n: unsaved })}</div>}
    </div>
  )
}
