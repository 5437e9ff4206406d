// Degrees of equivalence between every two laboratories, as a matrix of En.
import { useWords } from '#ui/i18n.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { signed } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Answer, Read } from './compare.ts'

const MOST_SHOWN = 30

export function PairsPanel({ read, answer }: { readonly read: Read; readonly answer: Answer }) {
  const t = useWords(comparisonWords)
  if (!answer.pairs.ok || read.laboratories.length < 2) return null
  const names = read.laboratories.slice(0, MOST_SHOWN).map(({ lab }) => lab)
  const between = new Map(answer.pairs.value.map((pair) => [pair.labs.join('\u0000'), pair]))
  const enOf = (a: string, b: string) => {
    const plain = between.get(`${a}\u0000${b}`)
    const turned = between.get(`${b}\u0000${a}`)
    return plain?.en ?? (turned === undefined ? undefined : -turned.en)
  }
  return (
    <Panel title={t.pairs({ n: answer.pairs.value.length })}>
      <Disclosure summary={t.pairsHint}>
        <Scroll label={t.pairs({ n: answer.pairs.value.length })}>
          <table className="st-table st-matrix">
            <caption className="hidden">{t.pairsHint}</caption>
            <thead><tr><th scope="col"><span className="hidden">{t.lab}</span></th>{names.map((name) => <th key={name} scope="col" className="num">{name}</th>)}</tr></thead>
            <tbody>
              {names.map((a) => (
                <tr key={a}>
                  <th scope="row">{a}</th>
                  {names.map((b) => {
                    const en = a === b ? undefined : enOf(a, b)
                    return <td key={b} className={en !== undefined && Math.abs(en) > 1 ? 'num st-out' : 'num'}>{en === undefined ? '' : signed(significant(en, 2))}</td>
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </Disclosure>
    </Panel>
  )
}
