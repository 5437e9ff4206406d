// Draws a page for those who see it: sign-in in its place when nobody is signed in, "not found, or not yours" otherwise. The server decides
// again.
import { useQuery } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { Loading } from '#ui/Loading.tsx'
import { isSeenBy, type Sees } from '#ui/pages.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { roleNames, sessionQuery } from '#ui/session.ts'
import { NotFound } from './NotFound.tsx'
import { SignInPage } from './SignInPage.tsx'

export function Guarded({ sees, children }: { readonly sees: Sees; readonly children: ReactNode }) {
  const asked = useQuery(sessionQuery)
  const session = asked.data
  if (sees !== 'anyone') {
    if (session === undefined)
      return asked.error === null ? <Loading /> : <Refusal error={asked.error} onRetry={() => void asked.refetch()} />
    if (session === null) return <SignInPage />
    if (!isSeenBy(sees, roleNames(session))) return <NotFound />
  }
  return <Suspense fallback={<Loading />}>{children}</Suspense>
}
