// The certificate as it would be issued, typeset by the server, shown by the browser's own PDF viewer.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { apiFetch } from '#ui/api.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { queueWords } from './queue-words.ts'

/** `version` names what is shown: a changed record is typeset again. */
export function CertificatePreview({ itemId, version }: { readonly itemId: number; readonly version: string }) {
  const pdf = useQuery({
    queryKey: ['laboratory', 'preview', itemId, version],
    queryFn: async ({ signal }) => (await apiFetch(`/api/laboratory/items/${itemId}/certificate.pdf`, { signal })).blob(),
    staleTime: Infinity,
  })
  return <Answer of={pdf}>{(blob) => <Frame blob={blob} />}</Answer>
}

function Frame({ blob }: { readonly blob: Blob }) {
  const t = useWords(queueWords)
  const address = useMemo(() => URL.createObjectURL(new Blob([blob], { type: 'application/pdf' })), [blob])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return <iframe className="preview-frame" title={t.preview} src={`${address}#toolbar=0&navpanes=0&view=FitH`} />
}
