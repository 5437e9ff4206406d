// Correlations between inputs, pair by pair. Those of readings taken together follow from the readings.
import { Button } from 'antd'
import { memo, useId } from 'react'
import { Disclosure } from '#ui/Disclosure.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import type { Evaluated } from '../evaluate.ts'
import type { StudyBody } from '../study-body.ts'
import type { Change } from './history.ts'
import { benchWords } from './words.ts'

type Props = { readonly body: StudyBody; readonly evaluated: Evaluated; readonly change: Change; readonly readOnly: boolean }
type Pair = StudyBody['correlations'][number]

export const Correlations = memo(function Correlations({ body, evaluated, change, readOnly }: Props) {
  const t = useWords(benchWords)
  const say = useSay()
  const problems = evaluated.others.filter(({ part }) => part === 'correlations')
  const names = body.inputs.map(({ name }) => name.trim()).filter((name) => name !== '')
  const set = (at: number, pair: Pair, group: string) => change({ ...body, correlations: body.correlations.with(at, pair) }, group)
  const add = () => change({ ...body, correlations: [...body.correlations, { a: names[0] ?? '', b: names[1] ?? '', r: '' }] })
  if (readOnly && body.correlations.length === 0) return null
  return (
    <Disclosure summary={`${t.correlations}${body.correlations.length > 0 ? ` ${body.correlations.length}` : ''}`} open={body.correlations.length > 0}>
      {body.correlations.length === 0 && <p className="muted">{t.noCorrelations}</p>}
      <ul className="wb-pairs">
        {body.correlations.map((pair, at) => (
          // A pair has no name of its own; its place is all there is.
          // oxlint-disable-next-line react/no-array-index-key
          <PairLine key={at} pair={pair} names={names} readOnly={readOnly} onChange={(next, group) => set(at, next, group === '' ? '' : `pair ${at}`)} onRemove={() => change({ ...body, correlations: body.correlations.toSpliced(at, 1) })}
            problem={problems.filter(({ index }) => index === at).map(({ words }) => say(words))[0]} />
        ))}
      </ul>
      {problems.filter(({ index }) => index === undefined).map(({ words }) => <p key={words[1]} className="wb-bad"><Icon name="bad" size={14} /> {say(words)}</p>)}
      {!readOnly && names.length > 1 && <Button size="small" icon={<Icon name="plus" />} onClick={add}>{t.correlate}</Button>}
    </Disclosure>
  )
})

type LineProps = {
  readonly pair: Pair
  readonly names: readonly string[]
  readonly problem: string | undefined
  readonly readOnly: boolean
  readonly onChange: (pair: Pair, group: string) => void
  readonly onRemove: () => void
}

function PairLine({ pair, names, problem, readOnly, onChange, onRemove }: LineProps) {
  const t = useWords(benchWords)
  const id = useId()
  const choice = (key: 'a' | 'b', label: string) => (
    <select className="text-input wb-short" aria-label={label} value={pair[key]} disabled={readOnly} onChange={(event) => onChange({ ...pair, [key]: event.target.value }, '')}>
      {[...new Set([pair[key], ...names])].map((name) => <option key={name} value={name}>{name}</option>)}
    </select>
  )
  return (
    <li>
      <span className="row">
        <var>r</var>({choice('a', t.first)}, {choice('b', t.second)}) =
        <input className="text-input wb-short" aria-label={t.correlationOf({ a: pair.a, b: pair.b })} aria-invalid={problem !== undefined || undefined} aria-describedby={problem === undefined ? undefined : id} readOnly={readOnly}
          value={pair.r} onChange={(event) => onChange({ ...pair, r: event.target.value.slice(0, 30) }, 'r')} />
        {!readOnly && <Button size="small" type="text" aria-label={t.removePair({ a: pair.a, b: pair.b })} icon={<Icon name="bad" />} onClick={onRemove} />}
      </span>
      {problem !== undefined && <span className="wb-bad" id={id}>{problem}</span>}
    </li>
  )
}
