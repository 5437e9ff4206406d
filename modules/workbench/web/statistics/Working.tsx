// The working of a result: what is asked, the formula with its numbers, what comes out, where it is written.
import type { ReactNode } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Scroll } from '#ui/Scroll.tsx'
import { toolWords } from './tool-words.ts'

export type Step = { readonly what: ReactNode; readonly formula: string; readonly result?: ReactNode; readonly source?: string }

export function Working({ steps }: { readonly steps: readonly Step[] }) {
  const t = useWords(toolWords)
  return (
    <Scroll label={t.working}>
      <table className="st-table st-working">
        <caption className="hidden">{t.working}</caption>
        <tbody>
          {steps.map(({ what, formula, result, source }, i) => (
            // Steps are never reordered.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={i}>
              <th scope="row">{what}</th>
              <td><Formula text={formula} /></td>
              <td className="num">{result}</td>
              <td className="caption">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** A line of mathematics: single letters lean, `_` lowers and `^` raises one sign or what stands in braces; a bar over a letter is drawn. */
export function Formula({ text }: { readonly text: string }) {
  const parts = [...text.matchAll(/([_^])(?:\{([^{}]*)\}|(\S))|([A-Za-zα-ωΑ-ΡΤ-Ω])([\u0304\u033f]?)(?![A-Za-z])|[^_^]/gu)]
  const out: ReactNode[] = []
  let plain = ''
  let isWord = false
  const flush = () => {
    if (plain !== '') out.push(plain)
    plain = ''
  }
  for (const [i, [whole, mark, braced, one, letter, over]] of parts.entries()) {
    if (mark !== undefined) {
      flush()
      out.push(mark === '_' ? <sub key={i}>{braced ?? one}</sub> : <sup key={i}>{braced ?? one}</sup>)
    } else if (letter !== undefined && !isWord) {
      flush()
      out.push(<var key={i} className={over === '\u0304' ? 'st-over' : over === '\u033f' ? 'st-over st-over-twice' : undefined}>{letter}</var>)
    } else plain += whole
    isWord = /[A-Za-z]$/.test(whole)
  }
  flush()
  return <span className="st-formula">{out}</span>
}
