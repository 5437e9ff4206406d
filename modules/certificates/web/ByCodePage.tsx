// A certificate by its short code: goes on to its page.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useGo, useParam } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { api } from './api.ts'
import { certificateWords } from './certificate-words.ts'

export function ByCodePage() {
  const publicId = useParam('code').toLowerCase().replaceAll('-', '')
  const t = useWords(certificateWords)
  const go = useGo()
  const found = useQuery({
    queryKey: ['certificates', 'code', publicId],
    queryFn: ({ signal }) => ask(api['by-code'][':publicId{[0-9a-z]{16}}'].$get({ param: { publicId } }, { init: { signal } })),
  })
  const id = found.data?.id
  useEffect(() => { if (id !== undefined) go(`/certificates/${id}`, 'replace') }, [id, go])
  return <Page title={t.certificate}><Answer of={found}>{() => null}</Answer></Page>
}
