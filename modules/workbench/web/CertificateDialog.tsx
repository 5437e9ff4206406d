// Takes the value of an input from a certificate of a standard: choose the standard, then the value; its U, k and unit come along and the
// certificate stays linked.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { showDecimal } from '#ui/numbers.ts'
import { Scroll } from '#ui/Scroll.tsx'
import { SearchBox } from '#ui/SearchBox.tsx'
import { parseUnit } from '@duheng/quantity/unit.ts'
import type { StudyInput } from '../study-body.ts'
import { inputWords } from './input-words.ts'
import { certificateQuery, standardsQuery, type CertificateValue, type ListedStandard } from './study-queries.ts'

export type Taken = Pick<StudyInput, 'estimate' | 'unit' | 'type' | 'spread' | 'identity' | 'source'>
type Props = { readonly onTake: (taken: Taken) => void; readonly onClose: () => void }

export function CertificateDialog({ onTake, onClose }: Props) {
  const t = useWords(inputWords)
  const [chosen, setChosen] = useState<ListedStandard>()
  return (
    <Modal open title={t.certificate} footer={null} onCancel={onClose} width={720}>
      {chosen === undefined ? <Standards onChoose={setChosen} /> : (
        <>
          <p><strong>{chosen.code}</strong> {chosen.name} <button type="button" className="linklike" onClick={() => setChosen(undefined)}>{t.back}</button></p>
          <Values standard={chosen} onTake={onTake} />
        </>
      )}
    </Modal>
  )
}

function Standards({ onChoose }: { readonly onChoose: (standard: ListedStandard) => void }) {
  const t = useWords(inputWords)
  const [text, setText] = useState('')
  const standards = useQuery(standardsQuery)
  return (
    <div className="stack">
      <SearchBox label={t.find} value={text} onSearch={setText} />
      <Answer of={standards} rows={4}>
        {(data) => {
          const rows = data.standards.filter((one) => !one.retired && `${one.code} ${one.name}`.toLowerCase().includes(text.trim().toLowerCase())).slice(0, 50)
          return rows.length === 0 ? <p className="muted">{t.noStandards}</p> : (
            <ul className="wb-list" aria-label={t.choose}>
              {rows.map((one) => (
                <li key={one.id}>
                  <button type="button" className="bare" onClick={() => onChoose(one)}>
                    <strong>{one.code}</strong> {one.name} <span className="muted">{one.range} · {one.certificate === null ? t.noCertificate : t.until({ day: one.certificate.validUntil ?? '—' })}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }}
      </Answer>
    </div>
  )
}

function Values({ standard, onTake }: { readonly standard: ListedStandard; readonly onTake: Props['onTake'] }) {
  const t = useWords(inputWords)
  const content = useQuery({ ...certificateQuery(standard.certificate?.id ?? 0), enabled: standard.certificate !== null })
  if (standard.certificate === null) return <p className="muted">{t.noCertificate}</p>
  return (
    <Answer of={content} rows={3}>
      {(data) => {
        const values = data.values.filter(({ value }) => !/\s/.test(value.trim()))
        if (values.length === 0) return <p className="muted">{t.noValues}</p>
        return (
          <Scroll label={t.value}>
            <table className="wb-values">
              <caption className="hidden">{t.value}</caption>
              <thead><tr><th scope="col">{t.value}</th><th scope="col" className="num">x</th><th scope="col" className="num">U</th><th scope="col" className="num">k</th><th scope="col"><span className="hidden">{t.take}</span></th></tr></thead>
              <tbody>
                {values.map((value, at) => (
                  <tr key={`${at} ${value.name}`}>
                    <th scope="row">{value.name}</th>
                    <td className="num">{showDecimal(value.value)} {unitShown(value.unit)}</td>
                    <td className="num">{value.U === undefined ? t.noU : showDecimal(value.U)}</td>
                    <td className="num">{value.k ?? '—'}</td>
                    <td><Button size="small" aria-label={t.takeOf({ name: value.name })} onClick={() => onTake(taken(standard, data.number, data.validUntil, value))}>{t.take}</Button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )
      }}
    </Answer>
  )
}

/** A unit as people read it; one that is not read stays as the certificate has it. */
function unitShown(text: string): string {
  const parsed = parseUnit(text)
  return parsed.ok ? parsed.unit.symbol.replace(/^1$/, '') : text
}

function taken(standard: ListedStandard, number: string, validUntil: string | null, value: CertificateValue): Taken {
  const spread = value.U === undefined ? '' : `U=${value.U}; ${value.k === undefined ? `p=${value.p ?? '0.95'}` : `k=${value.k}`}`
  return {
    estimate: value.value, unit: unitShown(value.unit), type: value.U === undefined ? 'constant' : 'normal', spread, identity: `${standard.code} ${value.name} ${number}`.slice(0, 120),
    source: {
      kind: 'standard-certificate', id: standard.certificate?.id ?? 0, standardId: standard.id, number: number.slice(0, 120), standard: `${standard.code} ${standard.name}`.slice(0, 120), value: value.name.slice(0, 120),
      ...(validUntil === null ? {} : { validUntil }),
    },
  }
}
