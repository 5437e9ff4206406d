// The proof of a certificate: checked on this machine with the same code as the public page, and how to check it without us.
import { useQuery } from '@tanstack/react-query'
import { verifySignatureInBrowser } from '@duheng/signing/verify-browser.ts'
import { parseVerifierKey } from '@duheng/tlog/note.ts'
import { thresholdPolicy } from '@duheng/tlog/policy.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Facts, Panel } from '#ui/Page.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { checkBundle } from '../check/check.ts'
import { saying } from '../check/words.ts'
import type { Certificate } from './certificate-query.ts'
import { certificateWords } from './certificate-words.ts'

const proofQuery = (c: Certificate) => ({
  queryKey: ['certificates', 'proof', c.id, c.state],
  enabled: c.leafIndex !== null,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const response = await fetch(`/api/certificates/${c.id}/proof`, { signal })
    if (!response.ok) throw new Error('no proof')
    const key = parseVerifierKey(c.log.vkey)
    if (!key) throw new Error('no key')
    return checkBundle(await response.text(), thresholdPolicy([key], [], 0), verifySignatureInBrowser)
  },
})

export function CertificateProof({ certificate: c }: { readonly certificate: Certificate }) {
  const t = useWords(certificateWords)
  const say = useSay()
  const proof = useQuery(proofQuery(c))
  const code = c.publicId.match(/.{1,4}/g)?.join('-') ?? c.publicId
  const mono = (text: string) => <span className="mono certificate-hash">{text}</span>
  return (
    <Columns
      main={<>
        {c.leafIndex !== null && <Answer of={proof} rows={1}>
          {(checked) => (checked.ok ? <Notice tone="ok" say="later">{t.holds}</Notice>
            : <Notice tone="bad" say="now">{t.broken({ why: say(saying({ kind: 'unproven', link: checked.link, why: checked.why }).text) })}</Notice>)}
        </Answer>}
        <Panel>
          <Facts facts={[
            { name: t.leaf, value: c.leafIndex === null ? t.pendingLeaf : <a href={`/log/leaf/${c.leafIndex}`} target="_blank" rel="noreferrer">{t.leafOf({ n: c.leafIndex })}</a> },
            { name: t.pdfHash, value: mono(c.pdf.sha256) }, { name: t.pdfSm3, value: mono(c.pdf.sm3) }, { name: t.xmlHash, value: mono(c.xml.sha256) },
            { name: t.dataRoot, value: mono(c.record.proof.dataRoot) }, { name: t.stamp, value: mono(c.stamp) }, { name: t.log, value: mono(c.log.vkey) }, { name: t.engine, value: c.engine },
          ]} />
        </Panel>
        <Panel title={t.own}><pre className="certificate-commands">{commands(c)}</pre></Panel>
      </>}
      side={<Panel title={t.checkPage}>
        <QrCode text={c.checkUrl} caption={code} />
        <p><a href={`/c/${c.publicId}`} target="_blank" rel="noreferrer">{c.checkUrl}</a></p>
      </Panel>}
    />
  )
}

const commands = (c: Certificate): string => {
  const server = c.checkUrl.replace(/\/c\/.*$/, '')
  return [
    `curl -O ${server}/c/verify.sh`, `curl -o proof.txt ${c.checkUrl}/proof`, `curl -o policy.txt ${server}/log/policy`,
    `bash verify.sh ${c.number}.pdf proof.txt policy.txt`, `duheng verify ${c.number}.pdf --offline --proof proof.txt --policy policy.txt`,
  ].join('\n')
}
