// One standard: its certificates newest first, the chosen one with its values and the chain upward, what it was used for.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useGo, useParam } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Columns, Facts, Page, Panel } from '#ui/Page.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { Tabs } from '#ui/Tabs.tsx'
import { StandardBadge, UntilClock } from './StandardBadge.tsx'
import { StandardCertificateContent } from './StandardCertificateContent.tsx'
import { StandardCertificatesTable } from './StandardCertificatesTable.tsx'
import { StandardChain } from './StandardChain.tsx'
import { StandardEditDialog, StandardRetireDialog } from './StandardDialogs.tsx'
import { StandardUses } from './StandardUses.tsx'
import { standardKeepers } from './StandardsPage.tsx'
import { standardQuery } from './standard-queries.ts'
import type { OneStandard } from './standard-queries.ts'
import { standingOf } from './standard-state.ts'
import { standardWords } from './standard-words.ts'

export function StandardPage() {
  const id = useParam('id')
  const t = useWords(standardWords)
  const go = useGo()
  const today = useToday()
  const standard = useQuery(standardQuery(id))
  const [open, setOpen] = useState<'edit' | 'retire'>()
  const s = standard.data
  const keeps = (roleNames(useSession()) ?? []).some((role) => standardKeepers.includes(role))
  const add = keeps && s && !s.retired ? () => go(`/standards/${id}/certificates/new`) : undefined
  usePageKeys({ primary: add })
  const current = s?.certificates.find((c) => !c.withdrawn) ?? null
  return (
    <Page title={s ? `${s.code} ${s.name}` : t.standard} badge={s && <StandardBadge standing={standingOf({ retired: s.retired, certificate: current }, today)} />}
      clock={current?.validUntil && !s?.retired ? <UntilClock until={current.validUntil} /> : undefined} about={s?.range}
      actions={add && <>
        <Button onClick={() => setOpen('retire')}>{t.retire}</Button>
        <Button onClick={() => setOpen('edit')}>{t.edit}</Button>
        <Button type="primary" onClick={add}>{t.addCertificate}</Button>
      </>}>
      <Answer of={standard}>{(data) => <Content standard={data} keeps={keeps} />}</Answer>
      {open === 'edit' && s && <StandardEditDialog standard={s} onClose={() => setOpen(undefined)} />}
      {open === 'retire' && s && <StandardRetireDialog standard={s} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Content({ standard, keeps }: { readonly standard: OneStandard; readonly keeps: boolean }) {
  const t = useWords(standardWords)
  const current = standard.certificates.find((c) => !c.withdrawn) ?? standard.certificates[0]
  const [chosenText, choose] = useAddressValue('certificate', current ? String(current.id) : '')
  const [tab, setTab] = useAddressValue('tab', 'values')
  const chosen = standard.certificates.find((c) => String(c.id) === chosenText) ?? current
  return (
    <Columns
      main={<>
        <Panel title={t.certificates}>
          {standard.certificates.length === 0 ? <Empty title={t.noCertificates} /> : <StandardCertificatesTable certificates={standard.certificates} chosen={chosen?.id} onChoose={(id) => choose(String(id))} />}
        </Panel>
        <Panel>
          <Tabs label={t.certificate} chosen={chosen ? tab : 'uses'} onChoose={setTab}
            tabs={[...(chosen ? [{ key: 'values', title: `${t.values} ${chosen.number}` }, { key: 'chain', title: t.chain }] : []), { key: 'uses', title: t.uses, count: standard.uses.length }]}>
            {!chosen || tab === 'uses' ? <StandardUses uses={standard.uses} /> : tab === 'chain' ? <StandardChain certificateId={chosen.id} /> : <StandardCertificateContent certificate={chosen} keeps={keeps} />}
          </Tabs>
        </Panel>
      </>}
      side={<Panel>
        <Facts facts={[
          { name: t.kind, value: standard.kind === 'measurement standard' ? t.measurementStandard : t.referenceInstrument },
          { name: t.range, value: standard.range },
          { name: t.accuracy, value: standard.accuracy },
          { name: t.serial, value: standard.serial },
          { name: t.maker, value: standard.maker },
          { name: t.location, value: standard.location },
        ]} />
      </Panel>}
    />
  )
}
