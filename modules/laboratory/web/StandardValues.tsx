// Values of a certificate as it states them: exact text, never rounded or converted here. A D-SI unit stands as it was written.
import { showDecimal } from '#ui/numbers.ts'
import { useWords } from '#ui/i18n.ts'
import { Scroll } from '#ui/Scroll.tsx'
import type { CertificateContent } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'
import './dossier.css'

type Value = CertificateContent['values'][number]

export function StandardValues({ values, label }: { readonly values: readonly Value[]; readonly label: string }) {
  const t = useWords(standardWords)
  if (values.length === 0) return <p className="muted">{t.noValues}</p>
  return (
    <Scroll label={label}>
      <table className="dossier-table">
        <caption className="hidden">{label}</caption>
        <thead><tr><th scope="col">{t.quantity}</th><th scope="col" className="num">{t.value}</th><th scope="col" className="num"><var>U</var></th><th scope="col" className="num"><var>k</var></th><th scope="col">{t.measured}</th></tr></thead>
        <tbody>
          {values.map((value, at) => (
            <tr key={`${at} ${value.name}`}>
              <th scope="row">{value.name}</th>
              <td className="num">{several(value.value)}</td>
              <td className="num">{value.U === undefined ? '—' : several(value.U)}</td>
              <td className="num">{value.k === undefined ? '—' : several(value.k)}</td>
              <td className="mono">{value.unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** A list of a DCC holds several numbers in one text. */
const several = (text: string): string => text.split(/\s+/, 200).map((one) => showDecimal(one)).join('  ')
