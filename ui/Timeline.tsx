// Acts, newest first, one line each: time · person (role) · verb · object. Corrections stand under what they correct, which is struck
// through.
import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { showInstant } from './dates.ts'
import { Disclosure } from './Disclosure.tsx'
import { dictionary, useWords } from './i18n.ts'
import './Timeline.css'

export type TimelineAct = {
  readonly id: string
  readonly at: string
  /** Absent where the reader may not see the person; then the organisation did it, and where that is absent too, the system. */
  readonly person?: string
  readonly role?: string
  readonly organisation?: string
  readonly verb: string
  readonly object?: ReactNode
  readonly kind?: string
  readonly details?: ReactNode
  /** Leaf of the public log with its proof page. */
  readonly leaf?: { readonly index: number; readonly href: string }
  /** The act this one corrects. */
  readonly corrects?: string
}

const words = dictionary({
  system: ['系统', 'System'],
  all: ['全部作为', 'All acts'],
  filter: ['按种类筛选', 'Filter by kind'],
  details: ['详情', 'Details'],
  leaf: ['日志第 {n} 条', 'Log leaf {n}'],
  who: ['{person}（{role}）', '{person} ({role})'],
  none: ['还没有作为。', 'No acts yet.'],
})

export function Timeline({ acts, label }: { readonly acts: readonly TimelineAct[]; readonly label: string }) {
  const t = useWords(words)
  const [kind, setKind] = useState('')
  const kinds = [...new Set(acts.flatMap((act) => act.kind ?? []))]
  const top = acts
    .filter((act) => act.corrects === undefined && (kind === '' || act.kind === kind))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const correctionsOf = (id: string) => acts.filter((act) => act.corrects === id)
  return (
    <div className="stack">
      {kinds.length > 1 && (
        <Select className="timeline-filter" aria-label={t.filter} value={kind} onChange={setKind} popupMatchSelectWidth={false}
          options={[{ value: '', label: t.all }, ...kinds.map((value) => ({ value, label: value }))]} />
      )}
      {top.length === 0 ? <p className="muted">{t.none}</p> : (
        <ol className="timeline" aria-label={label}>
          {top.map((act) => <Act key={act.id} act={act} corrections={correctionsOf(act.id)} />)}
        </ol>
      )}
    </div>
  )
}

function Act({ act, corrections }: { readonly act: TimelineAct; readonly corrections: readonly TimelineAct[] }) {
  const t = useWords(words)
  const { person, role } = act
  const who = person === undefined ? act.organisation ?? t.system : role === undefined ? person : t.who({ person, role })
  return (
    <li className={person === undefined && act.organisation === undefined ? 'timeline-machine' : undefined}>
      <div className="timeline-line">
        <time dateTime={act.at}>{showInstant(act.at)}</time>
        <span>{who}</span>
        <span className={corrections.length > 0 ? 'timeline-corrected' : undefined}><strong>{act.verb}</strong> {act.object}</span>
        {act.leaf && <a href={act.leaf.href}>{t.leaf({ n: act.leaf.index })}</a>}
      </div>
      {act.details !== undefined && <Disclosure summary={t.details}>{act.details}</Disclosure>}
      {corrections.length > 0 && (
        <ul className="timeline-corrections">
          {corrections.map((correction) => <Act key={correction.id} act={correction} corrections={[]} />)}
        </ul>
      )}
    </li>
  )
}
