// Who is signed in, with which roles where; appearance, help, sign out.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon } from '#ui/Icon.tsx'
import { act, nothing } from '#ui/api.ts'
import { dictionary, useSay, useWords } from '#ui/i18n.ts'
import { Popup } from '#ui/Popup.tsx'
import type { Session } from '#ui/session.ts'
import { ThemeSwitch } from '#ui/Switches.tsx'
import { PasskeysDialog } from './PasskeysDialog.tsx'
import { roleWord } from './role-words.ts'

const words = dictionary({
  roleAt: ['{role} · {org}', '{role}, {org}'],
  help: ['键盘快捷键', 'Keyboard shortcuts'],
  passkeys: ['通行密钥', 'Passkeys'],
  signOut: ['退出登录', 'Sign out'],
})

export function PersonMenu({ session, onHelp }: { readonly session: Session; readonly onHelp: () => void }) {
  const t = useWords(words)
  const say = useSay()
  const client = useQueryClient()
  const [arePasskeysOpen, setPasskeysOpen] = useState(false)
  const signOut = async () => {
    try {
      await act('/api/session', {}, nothing, { method: 'DELETE' })
      client.clear()
    } finally {
      // Either signed out, or the page shows that it is not.
      location.assign('/')
    }
  }
  return (
    <>
      {arePasskeysOpen && <PasskeysDialog onClose={() => setPasskeysOpen(false)} />}
      <Popup align="end" label={<span className="person-name">{session.person.name}</span>} icon={<Icon name="person" />}>
        {(close) => (
          <div>
            <div className="person-card">
              <strong>{session.person.name}</strong>
              <ul>
                {session.roles.map(({ role, org }) => (
                  <li key={`${role} ${org.id}`}>{t.roleAt({ role: say(roleWord(role)), org: org.name })}</li>
                ))}
              </ul>
            </div>
            <div className="person-switch">
              <ThemeSwitch />
            </div>
            <ul className="menu">
              <li>
                <button
                  type="button"
                  onClick={() => {
                    close()
                    onHelp()
                  }}
                >
                  {t.help}
                </button>
              </li>
              <li>
                <button
                  type="button"
                  onClick={() => {
                    close()
                    setPasskeysOpen(true)
                  }}
                >
                  {t.passkeys}
                </button>
              </li>
              <li>
                <button type="button" onClick={() => void signOut()}>
                  {t.signOut}
                </button>
              </li>
            </ul>
          </div>
        )}
      </Popup>
    </>
  )
}
