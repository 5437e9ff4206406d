// One certificate, the one truth with three faces: the paper as issued, the data with U and k, the proof. What happened to it stands above.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { showInstant } from '#ui/dates.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { certificateQuery } from './certificate-query.ts'
import type { Certificate } from './certificate-query.ts'
import { CertificateData } from './CertificateData.tsx'
import { CertificateProof } from './CertificateProof.tsx'
import { certificateWords, kindPairs } from './certificate-words.ts'
import { RevokeDialog, SupersedeDialog } from './EndDialogs.tsx'
import { StateOf } from './StateOf.tsx'
import './certificate.css'

export function CertificatePage() {
  const id = useParam('id')
  const t = useWords(certificateWords)
  const say = useSay()
  const found = useQuery(certificateQuery(id))
  const [tab, setTab] = useAddressValue('tab', 'paper')
  const [dialog, setDialog] = useState<'revoke' | 'supersede'>()
  const c = found.data
  const mayEnd = c?.mayEnd === true && c.state !== 'revoked'
  const tabs = [{ key: 'paper', title: t.paper }, { key: 'data', title: t.data }, { key: 'proof', title: t.proof }, { key: 'history', title: t.history }] as const
  return (
    <Page title={c ? `${c.number} ${c.item.name}` : t.certificate} badge={c && <StateOf state={c.state} reason={c.events.at(-1)?.reason} />} about={c && say(kindPairs[c.kind] ?? [c.kind, c.kind])}
      actions={c && <>
        {mayEnd && c.state !== 'superseded' && <Button onClick={() => setDialog('supersede')}>{t.supersede}</Button>}
        {mayEnd && <Button danger onClick={() => setDialog('revoke')}>{t.revoke}</Button>}
        <Button href={`/api/certificates/${c.id}/proof`} download>{t.downloadProof}</Button>
        <Button href={`/api/certificates/${c.id}/xml`} download>{t.downloadXml}</Button>
        <Button type="primary" href={`/api/certificates/${c.id}/pdf`} download>{t.downloadPdf}</Button>
      </>}>
      <Answer of={found}>
        {(data) => (
          <>
            <Banner certificate={data} />
            <Tabs label={t.views} tabs={tabs} chosen={tab} onChoose={setTab}>
              {tab === 'data' ? <CertificateData certificate={data} /> : tab === 'proof' ? <CertificateProof certificate={data} /> : tab === 'history' ? <History certificate={data} />
                : <iframe className="certificate-paper" title={data.number} src={`/api/certificates/${data.id}/pdf?view=inline`} />}
            </Tabs>
            {dialog === 'revoke' && <RevokeDialog certificate={data} onClose={() => setDialog(undefined)} />}
            {dialog === 'supersede' && <SupersedeDialog certificate={data} onClose={() => setDialog(undefined)} />}
          </>
        )}
      </Answer>
    </Page>
  )
}

/** What a reader must not overlook: it counts no longer, or never did. */
function Banner({ certificate: c }: { readonly certificate: Certificate }) {
  const t = useWords(certificateWords)
  const last = c.events.at(-1)
  return (
    <>
      {c.demo && <Notice tone="warn">{t.demo}</Notice>}
      {last && <Notice tone={last.kind === 'revoke' ? 'bad' : 'unk'}>
        {last.kind === 'revoke' ? t.revokedAct : t.supersededAct} {showInstant(last.at)}：{last.reason}
        {last.successorPublicId !== null && <> · <a href={`/certificates/code/${last.successorPublicId}`}>{t.newer}</a></>}
      </Notice>}
      {c.replaces && <Notice>{t.replaces} <a href={`/certificates/${c.replaces.id}`}>{c.replaces.number}</a></Notice>}
    </>
  )
}

function History({ certificate: c }: { readonly certificate: Certificate }) {
  const t = useWords(certificateWords)
  const { zh, en } = c.record.laboratory.name
  const laboratory = useSay()([zh, en ?? zh])
  const leaf = c.leafIndex === null ? undefined : { index: c.leafIndex, href: `/log/leaf/${c.leafIndex}` }
  const acts = [
    { id: 'issued', at: c.issuedAt, person: c.record.persons.approvedBy, verb: t.issued, object: c.number, leaf },
    ...c.events.map((e, i) => ({ id: `${e.kind}${i}`, at: e.at, organisation: laboratory, verb: e.kind === 'revoke' ? t.revokedAct : t.supersededAct, object: e.reason })),
  ]
  return <Timeline label={t.history} acts={acts} />
}
