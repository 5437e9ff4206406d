// When a session ends under an open page: sign-in as a dialog over it, so that nothing typed is lost.
import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { dictionary, useWords } from '#ui/i18n.ts'
import { sessionQuery, useSession } from '#ui/session.ts'
import { SignInForm } from './SignInForm.tsx'

const words = dictionary({ title: ['登录已过期，请重新登录；已填内容不变', 'The session has ended. Sign in again; nothing is lost'] })

export function useEndedUnderPage(): boolean {
  const session = useSession()
  const [wasSignedIn, setWasSignedIn] = useState(false)
  if (session && !wasSignedIn) setWasSignedIn(true)
  return session === null && wasSignedIn
}

export function SessionEnded() {
  const t = useWords(words)
  const client = useQueryClient()
  if (!useEndedUnderPage()) return null
  return (
    <Modal open title={t.title} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <SignInForm onDone={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })} />
    </Modal>
  )
}
