// One method's dossier: what blocks, the standards by role, the budget against the MPE, who proposed and who accepted.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useGo, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Segments } from '#ui/Switches.tsx'
import { api } from './api.ts'
import { MethodBadge } from './MethodBadge.tsx'
import { MethodDossier } from './MethodDossier.tsx'
import { methodQuery } from './method-queries.ts'
import { methodStanding } from './method-state.ts'
import { methodWords } from './method-words.ts'

export const methodEditors: readonly string[] = ['verifier', 'quality', 'head']

export function MethodPage() {
  const document = useParam('document')
  const t = useWords(methodWords)
  const say = useSay()
  const go = useGo()
  const queries = useQueryClient()
  const session = useSession()
  const found = useQuery(methodQuery(document))
  const accepting = useSending()
  const [withdrawing, setWithdrawing] = useState(false)
  const edits = (roleNames(session) ?? []).some((role) => methodEditors.includes(role))
  const p = found.data?.procedure
  const [which, setWhich] = useAddressValue('dossier', 'in force')
  const m = which === 'proposal' ? found.data?.proposal ?? found.data?.method : found.data?.method
  const mayAccept = m && m.acceptedBy === null && session?.person.id !== String(m.proposedBy)
  const again = () => queries.invalidateQueries({ queryKey: ['laboratory'] })
  const accept = async () => {
    if (!m) return
    const sent = await accepting.send(async (key) => {
      await ask(api.methods[':id'].acceptance.$post({ param: { id: String(m.id) } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (sent) await again()
  }
  const withdraw = async () => {
    if (m) await ask(api.methods[':id'].$delete({ param: { id: String(m.id) } }))
    await again()
  }
  const propose = () => go(`/methods/${encodeURIComponent(document)}/new`)
  return (
    <Page title={p ? `${p.document}—${p.edition} ${say([p.zh, p.en])}` : document} about={t.method} badge={found.data && <MethodBadge standing={methodStanding(m ?? null)} />}
      actions={edits && p && <>
        {m && <Button onClick={() => setWithdrawing(true)}>{t.withdraw}</Button>}
        <Button type={mayAccept ? 'default' : 'primary'} onClick={propose}>{m ? t.proposeAgain : t.propose}</Button>
        {mayAccept && <Button type="primary" loading={accepting.isSending} onClick={() => void accept()}>{t.accept}</Button>}
      </>}>
      {accepting.error !== undefined && <Refusal error={accepting.error} />}
      {found.data?.proposal && (
        <>
          {m !== found.data.proposal && <Notice tone="warn">{t.proposalWaits}</Notice>}
          <div><Segments label={t.which} value={which} onChange={setWhich} choices={[{ value: 'in force', label: t.inForce }, { value: 'proposal', label: t.proposal }]} /></div>
        </>
      )}
      <Answer of={found}>{({ procedure }) => <MethodDossier procedure={procedure} dossier={m ?? null} isProposal={m != null && m === found.data?.proposal} />}</Answer>
      <ConfirmTyped open={withdrawing} act={t.withdraw} touches={[t.withdrawTouches({ document })]} code={document} onConfirm={withdraw} onClose={() => setWithdrawing(false)} />
    </Page>
  )
}
