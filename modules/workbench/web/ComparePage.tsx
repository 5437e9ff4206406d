// Two versions side by side: their results, what was changed, and how each input's contribution moved. `?a=1&b=2`.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Page, Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { differences, type Difference, type InputFieldName } from '../compare.ts'
import { evaluate, type Evaluated } from '../evaluate.ts'
import { FORMS } from '../parameters.ts'
import { dofShown, printed, significant, unitText } from '../printed.ts'
import { readBody, STATED_TYPES, type StudyBody } from '../study-body.ts'
import { HistogramCompare } from './HistogramCompare.tsx'
import { pageWords } from './page-words.ts'
import { useSeriesColours } from './series-colours.ts'
import { studyQuery, versionQuery } from './study-queries.ts'
import './workbench.css'

export function ComparePage() {
  const t = useWords(pageWords)
  const id = useParam('id')
  const [a] = useAddressValue('a', '1')
  const [b] = useAddressValue('b', '2')
  const study = useQuery(studyQuery(id))
  const [before, after] = [useQuery(versionQuery(id, Number(a))), useQuery(versionQuery(id, Number(b)))]
  const title = t.compareTitle({ title: study.data?.title ?? '', a, b })
  return (
    <Page title={title} about={<a href={`/uncertainty/studies/${id}`}>{t.backToStudy}</a>}>
      <Answer of={before}>
        {(one) => (
          <Answer of={after}>
            {(other) => {
              const [first, second] = [readBody(one.body), readBody(other.body)]
              return first === undefined || second === undefined ? null : <Compared before={first} after={second} a={t.version({ n: a })} b={t.version({ n: b })} />
            }}
          </Answer>
        )}
      </Answer>
    </Page>
  )
}

type Props = { readonly before: StudyBody; readonly after: StudyBody; readonly a: string; readonly b: string }

function Compared({ before, after, a, b }: Props) {
  const t = useWords(pageWords)
  const colours = useSeriesColours()
  const [one, other] = useMemo(() => [evaluate(before), evaluate(after)], [before, after])
  const found = useMemo(() => differences(before, after), [before, after])
  return (
    <div className="wb-compare" ref={colours}>
      <Panel title={t.results}>
        <div className="stack">
          <Results before={before} after={after} one={one} other={other} a={a} b={b} />
          <HistogramCompare one={one.answer?.budget} other={other.answer?.budget} a={a} b={b} />
        </div>
      </Panel>
      <Panel title={t.changes} aside={found.length > 0 && <span className="muted">{t.changed({ n: found.length })}</span>}>
        {found.length === 0 ? <p>{t.same}</p> : (
          <Scroll label={t.changes}>
            <table className="wb-figure-table wb-changes">
              <caption className="hidden">{t.changes}</caption>
              <thead><tr><th scope="col">{t.what}</th><th scope="col">{a}</th><th scope="col">{b}</th></tr></thead>
              <tbody>{found.map((difference) => <ChangeRow key={JSON.stringify(difference)} difference={difference} />)}</tbody>
            </table>
          </Scroll>
        )}
      </Panel>
      <Panel title={t.budgetChange}><Contributions one={one} other={other} a={a} b={b} /></Panel>
    </div>
  )
}

type ResultsProps = Props & { readonly one: Evaluated; readonly other: Evaluated }

function Results({ before, after, one, other, a, b }: ResultsProps) {
  const t = useWords(pageWords)
  const column = (body: StudyBody, { answer }: Evaluated) => {
    const shown = answer && printed(answer.budget, body)
    return answer === undefined ? [t.noShown, '—', '—', '—', '—'] : [
      shown === undefined ? `${answer.budget.name} = ${significant(answer.budget.value, 8)}` : `${answer.budget.name} = ${shown.text}`, `${significant(answer.budget.u, 3)} ${unitText(answer.budget.uncertaintyUnit)}`,
      dofShown(answer.budget.dof), significant(answer.budget.k, 3), `${significant(answer.budget.U, 3)} ${unitText(answer.budget.uncertaintyUnit)}`,
    ]
  }
  const [left, right] = [column(before, one), column(after, other)]
  const names = [t.shown, 'u', 'ν', 'k', 'U']
  return (
    <table className="wb-figure-table wb-changes">
      <caption className="hidden">{t.results}</caption>
      <thead><tr><th scope="col">{t.what}</th><th scope="col">{a}</th><th scope="col">{b}</th></tr></thead>
      <tbody>{names.map((name, i) => <tr key={name}><th scope="row">{name}</th><td className={i === 0 ? 'wb-shown' : undefined}>{left[i]}</td><td className={left[i] === right[i] ? undefined : 'wb-differs'}>{right[i]}</td></tr>)}</tbody>
    </table>
  )
}

const FIELD_WORDS = { estimate: 'estimate', unit: 'unit', type: 'distribution', spread: 'spread', dof: 'dof', about: 'meaning', identity: 'identity', source: 'source' } as const satisfies Record<InputFieldName, string>
const WHOLE_WORDS = { formula: 'formula', coverage: 'coverage', print: 'print_', limits: 'limits', target: 'target', monteCarlo: 'monteCarlo', measurand: 'measurand' } as const

function ChangeRow({ difference }: { readonly difference: Difference }) {
  const t = useWords(pageWords)
  const english = useLanguage() === 'en'
  const typeWord = (text: string) => { const type = STATED_TYPES.find((one) => one === text); return type === undefined ? text : english ? FORMS[type].en : FORMS[type].zh }
  const isType = difference.what === 'input' && difference.field === 'type'
  const cell = (text: string | undefined) => (text === undefined || text === '' ? <span className="muted">{t.added}</span> : <span className="wb-typed">{(isType ? typeWord(text) : text).slice(0, 400)}</span>)
  const name = difference.what === 'input' ? t.input({ name: difference.name, field: t[FIELD_WORDS[difference.field]] })
    : difference.what === 'whole input' ? t.inputWhole({ name: difference.name }) : difference.what === 'correlation' ? t.correlation({ name: difference.name })
      : difference.what === 'result unit' ? t.resultUnit({ name: difference.name }) : t[WHOLE_WORDS[difference.what]]
  return <tr><th scope="row">{name}</th><td>{cell(difference.before)}</td><td className="wb-differs">{cell(difference.after)}</td></tr>
}

function Contributions({ one, other, a, b }: { readonly one: Evaluated; readonly other: Evaluated; readonly a: string; readonly b: string }) {
  const t = useWords(pageWords)
  const parts = (evaluated: Evaluated) => new Map(evaluated.answer?.budget.components.map(({ names, contribution }) => [names.join(' = '), Math.abs(contribution)]))
  const [left, right] = [parts(one), parts(other)]
  const names = [...new Set([...left.keys(), ...right.keys()])].toSorted((x, y) => Math.max(left.get(y) ?? 0, right.get(y) ?? 0) - Math.max(left.get(x) ?? 0, right.get(x) ?? 0))
  const most = Math.max(...left.values(), ...right.values(), Number.MIN_VALUE)
  const unit = unitText(other.answer?.budget.uncertaintyUnit ?? one.answer?.budget.uncertaintyUnit ?? { symbol: '' } as never)
  if (names.length === 0) return <p className="muted">{t.noShown}</p>
  const bar = (value: number | undefined, series: string) => (
    <span className="wb-share wb-share-wide"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className={series} width={((value ?? 0) / most) * 100} height="8" /></svg>{value === undefined ? '—' : significant(value, 3)}</span>
  )
  return (
    <Scroll label={t.budgetChange}>
      <table className="wb-figure-table">
        <caption className="hidden">{t.budgetChange}</caption>
        <thead><tr><th scope="col">{t.what}{unit !== '' && <span className="muted"> / {unit}</span>}</th><th scope="col">{a}</th><th scope="col">{b}</th></tr></thead>
        <tbody>{names.map((name) => <tr key={name}><th scope="row"><var>{name}</var></th><td>{bar(left.get(name), 'wb-bar-a')}</td><td>{bar(right.get(name), 'wb-bar-b')}</td></tr>)}</tbody>
      </table>
    </Scroll>
  )
}
