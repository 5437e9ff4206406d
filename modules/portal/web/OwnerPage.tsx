// The owner's portal: what is due, what is on its way, every certificate of a period, and where everything else is.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { DueList } from './DueList.tsx'
import { Figures } from './Figures.tsx'
import { PeriodDownload } from './PeriodDownload.tsx'
import { countQuery } from './queries.ts'
import { UnderWay } from './UnderWay.tsx'
import { portalWords } from './words.ts'
import './portal.css'

export function OwnerPage() {
  const t = useWords(portalWords)
  const go = useGo()
  const session = useSession()
  const admin = (roleNames(session) ?? []).includes('owner-admin')
  const own = [...new Set(session?.roles.filter(({ role }) => role === 'owner-admin' || role === 'clerk').map(({ org }) => org.name))].join('、')
  const inUse = useQuery(countQuery('in use')).data?.n
  usePageKeys({ primary: () => go('/bookings/new') })
  return (
    <Page title={t.my} about={own} actions={<Button type="primary" href="/bookings/new">{t.book}</Button>}>
      {inUse === 0 && <Panel><Empty title={t.noInstruments} actions={<><Button type="primary" href="/imports">{t.import}</Button><Button href="/instruments/new">{t.register}</Button></>} /></Panel>}
      <Columns
        main={<>
          <Panel><Figures of={['in use', 'overdue', 'soon', 'never verified']} /></Panel>
          <DueList title={`${t.overdue} · ${t.soon}`} shown={20} mayBook />
          <UnderWay shown={20} />
        </>}
        side={<>
          <PeriodDownload />
          <Panel title={t.more}>
            <ul className="portal-links">
              <li><a href="/instruments">{t.ledger}</a></li>
              <li><a href="/imports">{t.import}</a></li>
              <li><a href="/orders">{t.orders}</a></li>
              {admin && <li><a href="/tokens">{t.tokens}</a></li>}
              {admin && <li><a href="/people">{t.people}</a></li>}
            </ul>
          </Panel>
        </>}
      />
    </Page>
  )
}
