// What leaves the screen: charts with their table, QR codes, labels, the print foot.
import { Chart, type ChartOption } from '#ui/Chart.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Columns, Panel } from '#ui/Page.tsx'
import { PrintFoot, PrintLabel } from '#ui/PrintSheet.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { QrCode } from '#ui/QrCode.tsx'
import { useMemo } from 'react'

const words = dictionary({
  chart: ['在用器具到期', 'Instruments falling due'],
  month: ['月', 'Month'],
  due: ['到期台件', 'Items due'],
  sentence: [
    '六个月里 12 月到期最多，93 台件；空缺的月份没有数据。',
    'Of six months December has most, 93 items; missing months have no data.',
  ],
  qr: ['二维码', 'QR code'],
  label: ['标签 50 × 30 mm', 'Label 50 × 30 mm'],
  name: ['电子计价秤 ACS-30', 'Price scale ACS-30'],
  until: ['有效至 2027-11-19', 'Valid until 2027-11-19'],
})
const months = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04'] as const
const counts = [41, 93, 38, null, 27, 55] as const
const address = 'https://duheng.example/c/JD-2026-004312'

export function OutputPart() {
  const t = useWords(words)
  const option = useMemo(
    (): ChartOption => ({
      grid: { left: 40, right: 12, top: 16, bottom: 28 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: [...months] },
      yAxis: { type: 'value' },
      series: [{ type: 'line', name: t.due, data: [...counts], connectNulls: false, symbolSize: 8, label: { show: true } }],
    }),
    [t],
  )
  return (
    <Columns
      main={
        <Panel title={t.chart}>
          <Chart option={option} sentence={t.sentence} />
          <Scroll label={t.chart}>
            <table className="grid-table">
              <caption>{t.chart}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.month}</th>
                  {months.map((month) => (
                    <th key={month} scope="col" data-end>
                      {month.slice(2)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">{t.due}</th>
                  {counts.map((count, index) => (
                    <td key={months[index]} className="num" data-end>
                      {count ?? '—'}
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </Scroll>
        </Panel>
      }
      side={
        <>
          <Panel title={t.qr}>
            <QrCode text={address} caption="JD-2026-004312" />
          </Panel>
          <Panel title={t.label}>
            <PrintLabel size="50x30" url={address} code="JD-2026-004312" lines={[t.name, t.until]} />
          </Panel>
          <PrintFoot url={address} />
        </>
      }
    />
  )
}
