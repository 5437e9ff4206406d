// What `?` opens: the shortcuts in force on this page, and the switch that turns single keys off.
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { chords } from './chords.ts'
import { dictionary, useSay, useWords } from './i18n.ts'
import { shortcutsInForce, shortcutsSwitch } from './keys.ts'
import { usePreference } from './preference.ts'
import './CommandPalette.css'

const words = dictionary({
  title: ['键盘快捷键', 'Keyboard shortcuts'],
  off: ['关闭单键快捷键（Ctrl 组合键仍可用）', 'Turn single-key shortcuts off (Ctrl keys stay)'],
  grid: [
    '表格录入：Enter 下一格，Tab 右移，F2 编辑，Ctrl D 同上，Ctrl V 粘贴，Ctrl Z 撤销',
    'In grids: Enter next, Tab right, F2 edit, Ctrl D fill down, Ctrl V paste, Ctrl Z undo',
  ],
})

type Props = { readonly open: boolean; readonly onClose: () => void; readonly children?: ReactNode }

export function ShortcutHelp({ open, onClose, children }: Props) {
  const t = useWords(words)
  const say = useSay()
  const [state, setState] = usePreference(shortcutsSwitch)
  if (!open) return null
  return (
    <Modal open title={t.title} footer={null} onCancel={onClose}>
      <dl className="shortcut-help">
        {shortcutsInForce().map(({ chord, does }) => [
          <dt key={chord}>
            {chords[chord].split(' ').map((key) => (
              <kbd key={key}>{shownKey(key)}</kbd>
            ))}
          </dt>,
          <dd key={`${chord} does`}>{say(does)}</dd>,
        ])}
      </dl>
      <p className="muted">{t.grid}</p>
      <label className="popup-check">
        <input type="checkbox" checked={state === 'off'} onChange={(event) => setState(event.target.checked ? 'off' : 'on')} />
        {t.off}
      </label>
      {children}
    </Modal>
  )
}

/** `Ctrl+k` as a keyboard writes it: Ctrl K. */
function shownKey(key: string): string {
  return key.split('+').map((part) => (key.includes('+') && part.length === 1 ? part.toUpperCase() : part)).join(' ')
}
