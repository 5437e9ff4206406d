// What a study is attached to, and the links that show one of its versions to anybody.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Answer } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { toast } from '#ui/toasts.ts'
import { api } from './api.ts'
import { pageWords } from './page-words.ts'
import { sharesQuery, standardsQuery, type OneStudy } from './study-queries.ts'

type Props = { readonly id: string; readonly study: OneStudy; readonly number: number; readonly onAttach: () => void }

export function SharesPanel({ id, study, number, onAttach }: Props) {
  const t = useWords(pageWords)
  const shares = useQuery(sharesQuery(id))
  const queries = useQueryClient()
  const sending = useSending()
  const again = () => queries.invalidateQueries({ queryKey: ['workbench', 'shares', id] })
  const share = async () => {
    let token = ''
    const sent = await sending.send(async (key) => {
      token = (await ask(api.studies[':id'].shares.$post({ param: { id }, json: { number } }, { headers: { 'Idempotency-Key': key } }))).token
    })
    if (!sent) return
    await again()
    await copy(token, t.copied)
  }
  const end = async (share_: number) => {
    const sent = await sending.send(async (key) => { await ask(api.shares[':id'].end.$post({ param: { id: String(share_) } }, { headers: { 'Idempotency-Key': key } })) })
    if (sent) await again()
  }
  return (
    <div className="stack">
      <Panel title={t.attached} aside={<Button size="small" onClick={onAttach}>{t.attach}</Button>}><Attachment study={study} /></Panel>
      <Panel title={t.shares} aside={<Button size="small" icon={<Icon name="link" />} loading={sending.isSending} onClick={() => void share()}>{t.share({ n: number })}</Button>}>
        <p className="muted">{t.shareHint}</p>
        {sending.error !== undefined && <Refusal error={sending.error} />}
        <Answer of={shares} rows={1}>
          {(data) => (data.shares.length === 0 ? <p className="muted">{t.noShares}</p> : (
            <ul className="wb-list">
              {data.shares.map((one) => (
                <li key={one.id} className="row">
                  {one.token === null ? <span className="muted">{t.version({ n: one.number })}</span> : <a href={pathOf(one.token)}>{t.linkTo({ n: one.number })}</a>}
                  <span className="muted">{one.by.name ?? ''} {showInstant(one.sharedAt)}</span>
                  {one.token === null ? <span className="muted">{t.ended}</span> : (
                    <>
                      <Button size="small" onClick={() => void copy(one.token ?? '', t.copied)}>{t.copy}</Button>
                      <Button size="small" aria-label={t.endOf({ n: one.number })} onClick={() => void end(one.id)}>{t.end}</Button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          ))}
        </Answer>
      </Panel>
    </div>
  )
}

const pathOf = (token: string) => `/uncertainty/shared/${token}`

/** A browser may refuse the clipboard; the link stands in the list all the same. */
async function copy(token: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.origin + pathOf(token))
    toast(said)
  } catch {
    toast(location.origin + pathOf(token))
  }
}

function Attachment({ study }: { readonly study: OneStudy }) {
  const t = useWords(pageWords)
  const standards = useQuery({ ...standardsQuery, enabled: study.standardId !== null })
  if (study.procedure !== null) return <p>{t.procedure} <strong>{study.procedure}</strong></p>
  if (study.standardId === null) return <p className="muted">{t.noAttachment}</p>
  const standard = standards.data?.standards.find(({ id }) => id === study.standardId)
  return <p>{t.standard} <a href={`/standards/${study.standardId}`}>{standard === undefined ? `#${study.standardId}` : `${standard.code} ${standard.name}`}</a></p>
}
