// What one certificate of a standard says: its values, what else stands on it, its original, and taking it back.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Facts } from '#ui/Page.tsx'
import { api } from './api.ts'
import { StandardValues } from './StandardValues.tsx'
import { standardCertificateQuery } from './standard-queries.ts'
import type { CertificateContent, StandardCertificate } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'
import './dossier.css'

export function StandardCertificateContent({ certificate, keeps }: { readonly certificate: StandardCertificate; readonly keeps: boolean }) {
  const t = useWords(standardWords)
  const content = useQuery(standardCertificateQuery(certificate.id))
  const [withdrawing, setWithdrawing] = useState(false)
  return (
    <Answer of={content}>
      {(data) => (
        <>
          <StandardValues values={data.values} label={`${t.values} ${data.number}`} />
          <FactsOfCertificate facts={data.facts} />
          {data.withdrawnReason && <Facts facts={[{ name: t.withdrawn, value: data.withdrawnReason }]} />}
          {data.sha256 && <p className="dossier-hash muted">{t.fingerprint} <code>{data.sha256}</code></p>}
          <div className="dossier-actions">
            {data.sha256 && <Button href={`/api/laboratory/standard-certificates/${data.id}/file`} data-native download>{t.original}</Button>}
            {keeps && !data.withdrawn && <Button onClick={() => setWithdrawing(true)}>{t.withdraw}</Button>}
          </div>
          {withdrawing && <WithdrawDialog certificate={certificate} onClose={() => setWithdrawing(false)} />}
        </>
      )}
    </Answer>
  )
}

export function FactsOfCertificate({ facts }: { readonly facts: CertificateContent['facts'] }) {
  const t = useWords(standardWords)
  const lines = [...(facts.methods ?? []).map((text) => `${t.methods}: ${text}`), ...(facts.statements ?? []).map((text) => `${t.statements}: ${text}`)]
  const problems = facts.problems ?? []
  if (!facts.item && lines.length === 0 && problems.length === 0) return null
  return (
    <Disclosure summary={t.about}>
      {facts.item && <p>{t.certified}: {facts.item} <span className="mono">{facts.serial}</span></p>}
      {lines.length > 0 && <ul className="dossier-list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>}
      {problems.length > 0 && <><p>{t.problems}</p><ul className="dossier-list">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul></>}
    </Disclosure>
  )
}

function WithdrawDialog({ certificate, onClose }: { readonly certificate: StandardCertificate; readonly onClose: () => void }) {
  const t = useWords(standardWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const withdraw = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api['standard-certificates'][':id'].withdrawal.$post({ param: { id: String(certificate.id) }, json: { reason } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={`${t.withdraw} ${certificate.number}`} footer={null} onCancel={onClose}>
      <p>{t.withdrawHint}</p>
      <Form label={t.withdraw} submit={t.withdraw} danger sending={sending} onSubmit={() => void withdraw()}>
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={2} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
