// One order: its items with where each stands, and slips to print.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Facts, Page, Panel } from '#ui/Page.tsx'
import { PrintFoot } from '#ui/PrintSheet.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'
import { ItemsTable } from './ItemsTable.tsx'
import './desk.css'

export function OrderPage() {
  const id = useParam('id')
  const t = useWords(deskWords)
  const [booked] = useAddressValue('booked', '')
  const order = useQuery({ queryKey: ['laboratory', 'order', id], queryFn: ({ signal }) => ask(api.orders[':id'].$get({ param: { id } }, { init: { signal } })) })
  const o = order.data
  return (
    <Page title={o ? `${t.order} ${o.no}` : t.order} about={o && `${o.client.name} → ${o.laboratory.name}`} actions={<Button onClick={() => window.print()}>{t.print}</Button>}>
      {booked !== '' && o && <Notice tone="ok">{t.bookedNo({ no: o.no })}</Notice>}
      <Answer of={order}>
        {(data) => (
          <>
            <Panel>
              <Facts facts={[
                { name: t.kind, value: data.kind === 'verification' ? t.verification : t.calibration },
                { name: t.way, value: data.way === 'delivered' ? t.delivered : t.onSite },
                { name: t.wantedOn, value: data.wantedOn ?? '' },
                { name: t.contact, value: [data.contact, data.phone].filter((part) => part !== '').join(' ') },
                { name: t.remark, value: data.remark },
                { name: t.bookedAt, value: showInstant(data.bookedAt) },
              ]} />
            </Panel>
            <ItemsTable id="order-items" items={data.items} />
            <Panel title={t.slip}>
              <div className="desk-slips">
                {data.items.map((item) => (
                  <div key={item.id} className="desk-slip"><QrCode text={item.slip} size_mm={24} /><div><strong>{item.slip}</strong></div><div>{item.no}</div><div>{item.instrument.name}</div></div>
                ))}
              </div>
            </Panel>
            <PrintFoot url={location.href} />
          </>
        )}
      </Answer>
    </Page>
  )
}
