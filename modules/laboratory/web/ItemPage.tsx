// One item: where it stands, its clock, what may follow and what stands in the way, everything that happened.
import { useQuery } from '@tanstack/react-query'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useParam } from '#ui/navigation.ts'
import { Columns, Facts, Page, Panel } from '#ui/Page.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { deskWords } from './desk-words.ts'
import { itemQuery } from './item-query.ts'
import { ItemClock } from './ItemClock.tsx'
import { StateBadge } from './ItemsTable.tsx'
import { NextSteps } from './NextSteps.tsx'
import { PhotosPanel } from './PhotosPanel.tsx'

export function ItemPage() {
  const id = useParam('id')
  const t = useWords(deskWords)
  const say = useSay()
  const item = useQuery(itemQuery(id))
  const i = item.data
  return (
    <Page title={i ? `${i.no} ${i.instrument.name}` : t.item} badge={i && <StateBadge state={i.state} verdict={i.certificate?.verdict ?? null} />} clock={i && <ItemClock item={i} />} about={i?.client.name}>
      <Answer of={item}>
        {(data) => (
          <Columns
            main={<>
              <Panel title={t.acts}><NextSteps item={data} /></Panel>
              <Panel title={t.history}>
                <Timeline label={t.history} acts={data.steps.map((s, at) => ({ id: String(at), at: s.at, person: 'by' in s ? s.by?.name : undefined, organisation: s.system ? undefined : s.organisation ?? t.others, verb: say([s.zh, s.en]), object: fieldsText(s.fields) })).toReversed()} />
              </Panel>
            </>}
            side={<><Panel>
              <Facts facts={[
                { name: t.instrument, value: <a href={`/instruments/${data.instrument.code}`}>{data.instrument.name} <span className="mono">{data.instrument.code}</span></a> },
                { name: t.order, value: <a href={`/orders/${data.orderId}`}>{data.orderNo}</a> },
                { name: t.slip, value: <span className="mono">{data.slip}</span> },
                { name: t.procedure, value: data.procedure ?? '' },
                { name: t.condition, value: data.receptions.at(-1)?.condition ?? '' },
                { name: t.shelf, value: data.shelf },
                { name: t.certificate, value: data.certificate ? <a href={`/certificates/${data.certificate.id}`}>{data.certificate.number}</a> : '' },
              ]} />
            </Panel><PhotosPanel item={data} /></>}
          />
        )}
      </Answer>
    </Page>
  )
}

function fieldsText(fields: unknown): string {
  return typeof fields === 'object' && fields !== null ? Object.values(fields).map((value) => (Array.isArray(value) ? value.join('、') : String(value))).join('；') : ''
}
