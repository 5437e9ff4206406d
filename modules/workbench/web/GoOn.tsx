// Another page is where this stands: go on there, leaving no entry to come back to.
import { useEffect } from 'react'
import { Loading } from '#ui/Loading.tsx'
import { useGo } from '#ui/navigation.ts'

export function GoOn({ href }: { readonly href: string }) {
  const go = useGo()
  useEffect(() => go(href, 'replace'), [go, href])
  return <Loading />
}
