// P4: a ledger in three steps: choose the file, match its columns, rehearse; then write all of it or nothing.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Attachments } from '#ui/Attachments.tsx'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { FormContext } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportRehearsal } from './ImportRehearsal.tsx'
import { importApi } from './import-api.ts'
import type { Look, Rehearsed, Step, Written } from './import-api.ts'
import { OwnerChoice } from './InstrumentNewPage.tsx'
import { importWords } from './registry-words.ts'
import './registry.css'

const rules = { endings: ['xlsx', 'csv'], mostFiles: 1, most_bytes: 20_000_000 }
const noProblems = { problems: [], idOf: (field: string) => `import-${field}` }

export function ImportPage() {
  const t = useWords(importWords)
  const queries = useQueryClient()
  const isLaboratory = useSession()?.roles.some(({ org }) => org.kind === 'laboratory') ?? false
  const [orgId, setOrgId] = useState<number>()
  const [files, setFiles] = useState<readonly File[]>([])
  const [look, setLook] = useState<Look>()
  const [mapping, setMapping] = useState<readonly (string | null)[]>([])
  const [rehearsed, setRehearsed] = useState<Rehearsed>()
  const [written, setWritten] = useState<Written>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const file = files[0]
  const step = (): Step => ({ org: orgId, head: look?.head ?? 1, mapping })
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const choose = (next: readonly File[]) => {
    setFiles(next)
    setLook(undefined)
    setRehearsed(undefined)
    setWritten(undefined)
    const chosen = next[0]
    if (chosen) {
      void run(async () => {
        const seen = await importApi.look(chosen, orgId)
        setLook(seen)
        setMapping(seen.mapping)
      })
    }
  }
  const rehearse = () => run(async () => { if (file) setRehearsed(await importApi.rehearse(file, step())) })
  const write = () => run(async () => {
    if (!file) return
    setWritten(await importApi.write(file, step()))
    await queries.invalidateQueries({ queryKey: ['registry'] })
  })
  if (written) {
    return (
      <Page title={t.title}>
        <Notice tone="ok" actions={<><Button type="primary" href="/instruments">{t.see}</Button><Button onClick={() => choose([])}>{t.another}</Button></>}>{t.done({ added: written.added, changed: written.changed, same: written.same })}</Notice>
      </Page>
    )
  }
  return (
    <Page title={t.title} actions={<Button href="/api/imports/template" data-native>{t.template}</Button>}>
      <Panel title={t.step1}>
        {isLaboratory && <FormContext value={noProblems}><OwnerChoice value={orgId} onChange={setOrgId} /></FormContext>}
        <Attachments label={t.file} rules={rules} files={files} onFiles={choose} />
      </Panel>
      {error !== undefined && <Refusal error={error} />}
      {look && <ImportColumns look={look} mapping={mapping} onMapping={(next) => { setMapping(next); setRehearsed(undefined) }} onRehearse={() => void rehearse()} isBusy={isBusy} />}
      {rehearsed && file && <ImportRehearsal of={rehearsed} isBusy={isBusy} onWrite={() => void write()} onAnnotated={() => void run(() => importApi.annotated(file, step()))} onAgain={() => choose([])} />}
      {!look && <EarlierImports orgId={orgId} />}
    </Page>
  )
}

function EarlierImports({ orgId }: { readonly orgId: number | undefined }) {
  const t = useWords(importWords)
  const earlier = useQuery({ queryKey: ['registry', 'imports', orgId], queryFn: ({ signal }) => ask(api.imports.$get({ query: orgId === undefined ? {} : { org: String(orgId) } }, { init: { signal } })), retry: false })
  if (!earlier.data) return null
  return (
    <Panel title={t.earlier}>
      {earlier.data.imports.length === 0 ? <p className="muted">{t.noEarlier}</p> : (
        <ul>{earlier.data.imports.map((i) => <li key={i.id}>{showInstant(i.at)} · {i.file} · {t.done({ added: i.added, changed: i.changed, same: i.same })}</li>)}</ul>
      )}
    </Panel>
  )
}
