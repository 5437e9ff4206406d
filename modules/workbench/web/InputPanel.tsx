// One input in full: its distribution by shape, its parameters under their names, its readings, where its value was taken from. What is
// typed here is the same text that stands in the table.
import { memo, useId, useState } from 'react'
import { Button } from 'antd'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { useToday } from '#ui/now.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { Evaluated } from '../evaluate.ts'
import { FORMS } from '../parameters.ts'
import { dofShown, significant, trimmed } from '../printed.ts'
import { partsOf, readSpread, withPart } from '../spread.ts'
import { STATED_TYPES, type StatedType, type StudyBody, type StudyInput } from '../study-body.ts'
import { CertificateDialog } from './CertificateDialog.tsx'
import { COMMON, SHAPES } from './distribution-shapes.ts'
import type { Change } from './history.ts'
import { inputWords } from './input-words.ts'
import { ReadingsPlot } from './ReadingsPlot.tsx'
import { benchWords } from './words.ts'

type Props = {
  readonly body: StudyBody
  readonly evaluated: Evaluated
  readonly index: number
  readonly change: Change
  readonly onRow: (index: number) => void
  /** Certificates of standards can be looked up: somebody of a laboratory is signed in. */
  readonly mayLink: boolean
}

export const InputPanel = memo(function InputPanel({ body, evaluated, index, change, onRow, mayLink }: Props) {
  const t = useWords(inputWords)
  const b = useWords(benchWords)
  const say = useSay()
  const [linking, setLinking] = useState(false)
  const input = body.inputs[index]
  if (input === undefined) return null
  const set = (next: StudyInput, group: string) => change({ ...body, inputs: body.inputs.with(index, next) }, group === '' ? '' : `panel ${index} ${group}`)
  const move = (by: -1 | 1) => {
    const other = body.inputs[index + by]
    if (other === undefined) return
    change({ ...body, inputs: body.inputs.with(index, other).with(index + by, input) })
    onRow(index + by)
  }
  const problems = evaluated.rows[index]?.problems ?? []
  return (
    <section className="wb-input" aria-label={input.name === '' ? t.untitled : t.title({ name: input.name })}>
      <div className="wb-input-head">
        <h3>{input.name === '' ? t.untitled : t.title({ name: input.name })} {input.about !== '' && <span className="muted">{input.about}</span>}</h3>
        <span className="row">
          <Button size="small" type="text" icon={<Icon name="up" />} aria-label={b.up} title={b.up} onClick={() => move(-1)} />
          <Button size="small" type="text" icon={<Icon name="down" />} aria-label={b.down} title={b.down} onClick={() => move(1)} />
          {mayLink && <Button size="small" icon={<Icon name="link" />} onClick={() => setLinking(true)}>{t.certificate}</Button>}
          <Button size="small" onClick={() => change({ ...body, inputs: body.inputs.toSpliced(index, 1) })}>{b.remove}</Button>
        </span>
      </div>
      {input.source !== undefined && <SourceLine input={input} onUnlink={() => { const { source: _, ...free } = input; set(free, '') }} />}
      <TypePicker input={input} onPick={(type) => set({ ...input, type }, '')} />
      <Parameters input={input} set={set} />
      <Known evaluated={evaluated} index={index} input={input} />
      {problems.length > 0 && <ul className="wb-input-problems">{problems.map(({ field, words, missing }) => <li key={`${field} ${words[1]}`} className={missing === true ? 'muted' : 'wb-bad'}>{missing !== true && <Icon name="bad" size={14} />} {say(words)}</li>)}</ul>}
      {linking && <CertificateDialog onClose={() => setLinking(false)} onTake={(taken) => { set({ ...input, ...taken }, ''); setLinking(false) }} />}
    </section>
  )
})

function SourceLine({ input, onUnlink }: { readonly input: StudyInput; readonly onUnlink: () => void }) {
  const t = useWords(inputWords)
  const today = useToday()
  if (input.source === undefined) return null
  const { standardId, standard, number, value, validUntil } = input.source
  const isOver = validUntil !== undefined && validUntil < today
  return (
    <p className="wb-source">
      <Icon name="link" size={14} /> <a href={`/standards/${standardId}`}>{t.source({ standard, number, value })}</a>
      {validUntil !== undefined && !isOver && <span className="muted"> {t.until({ day: validUntil })}</span>}
      {isOver && <VerdictBadge verdict="expired" reason={t.until({ day: validUntil })} />} <button type="button" className="linklike" onClick={onUnlink}>{t.unlink}</button>
    </p>
  )
}

function TypePicker({ input, onPick }: { readonly input: StudyInput; readonly onPick: (type: StatedType) => void }) {
  const t = useWords(inputWords)
  const english = useLanguage() === 'en'
  const name = useId()
  const shown = COMMON.includes(input.type) ? COMMON : [...COMMON, input.type]
  const rest = STATED_TYPES.filter((type) => !shown.includes(type))
  return (
    <div className="wb-types">
      <div className="wb-types-common" role="radiogroup" aria-label={t.pick}>
        {shown.map((type) => (
          <label key={type}>
            <input type="radio" name={name} checked={type === input.type} onChange={() => onPick(type)} />
            <svg viewBox="0 0 36 18" aria-hidden="true"><path d={SHAPES[type]} /></svg>
            <span>{english ? FORMS[type].en : FORMS[type].zh}</span>
          </label>
        ))}
      </div>
      <select className="text-input" aria-label={t.pick} value="" onChange={(event) => { const type = rest.find((one) => one === event.target.value); if (type !== undefined) onPick(type) }}>
        <option value="">{t.more}</option>
        {rest.map((type) => <option key={type} value={type}>{english ? FORMS[type].en : FORMS[type].zh}</option>)}
      </select>
    </div>
  )
}

type Set = (next: StudyInput, group: string) => void

function Parameters({ input, set }: { readonly input: StudyInput; readonly set: Set }) {
  const t = useWords(inputWords)
  const english = useLanguage() === 'en'
  const id = useId()
  const form = FORMS[input.type]
  const parts = partsOf(input.type, input.spread)
  const part = (key: string, value: string) => set({ ...input, spread: withPart(input.type, input.spread, key, value) }, `part ${key}`)
  const field = (key: string, label: string, value: string, onChange: (text: string) => void, title?: string) => (
    <div className="wb-parameter" key={key}>
      <label htmlFor={`${id}-${key}`} title={title}>{label}</label>
      <input className="text-input" id={`${id}-${key}`} value={value} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
  return (
    <div className="wb-parameters">
      {form.list !== undefined && (
        <div className="wb-parameter wb-parameter-wide">
          <label htmlFor={`${id}-list`}>{form.list === 'pairs' ? t.pairs : t.readings}</label>
          <textarea className="text-input" id={`${id}-list`} rows={3} spellCheck={false} value={input.spread} onChange={(event) => set({ ...input, spread: event.target.value.slice(0, 120_000) }, 'list')} />
        </div>
      )}
      {form.parameters.filter(({ key }) => !(key === 'nu' && input.type !== 'readings')).map(({ key, symbol, zh, en, kind }) => {
        const unit = kind === 'number' || input.unit === '' ? '' : ` / ${input.unit}`
        return field(key, `${symbol}${unit} ${english ? en : zh}`, parts.get(key) ?? '', (text) => part(key, text))
      })}
      {input.type === 'readings' && field('together', t.together, parts.get('together') ?? parts.get('同时') ?? '', (text) => part('together', text), t.togetherHint)}
      {input.type !== 'readings' && input.type !== 'constant' && field('dof', `ν ${t.dof}`, input.dof, (text) => set({ ...input, dof: text }, 'dof'))}
      {field('identity', t.identity, input.identity, (text) => set({ ...input, identity: text.slice(0, 120) }, 'identity'), t.identityHint)}
    </div>
  )
}

/** What the stated uncertainty comes to, and the readings as dots. */
function Known({ evaluated, index, input }: { readonly evaluated: Evaluated; readonly index: number; readonly input: StudyInput }) {
  const t = useWords(inputWords)
  const say = useSay()
  const read = evaluated.rows[index]?.read
  if (read?.ok !== true) return null
  const { estimate, u, dof } = read.standard
  if (input.type !== 'readings') return <p className="wb-known">{t.known({ x: trimmed(estimate, 12), u: trimmed(u, 4), nu: dofShown(dof) })}</p>
  const list = readSpread(input.type, input.spread, read.unit, estimate)
  const readings = list.ok ? list.spread.list : []
  const mean = readings.reduce((sum, x) => sum + x, 0) / readings.length
  const s = Math.sqrt(readings.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (readings.length - 1))
  return (
    <div className="wb-known">
      <ReadingsPlot readings={readings} />
      <p>{t.result({ mean: trimmed(estimate, 12), s: readings.length > 1 ? significant(s, 4) : '—', n: readings.length, u: significant(u, 4), nu: dofShown(dof) })}</p>
      {read.notes.map((note) => <p key={note[1]} className="caption">{say(note)}</p>)}
    </div>
  )
}
