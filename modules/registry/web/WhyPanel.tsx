// 为什么: whether the instrument is compulsory and until when it is valid, sentence by sentence, each with its rule, source, how well it was
// read and whether anybody adopted it.
import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/client.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { dictionary, useLanguage, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { words } from './registry-words.ts'

const own = dictionary({
  official: ['官方文本', 'official text'], secondary: ['二手来源', 'secondary source'], memory: ['凭记忆', 'from memory'], adopted: ['已采用', 'adopted'], notAdopted: ['未采用，不作判定', 'not adopted: decides nothing'],
  yes: ['是', 'Yes'], no: ['否', 'No'], unknown: ['不能判定', 'Cannot be decided'], yesIf: ['按目录应为强检（规则未采用）', 'Yes by the catalogue (rule not adopted)'], noIf: ['按目录不是强检（规则未采用）', 'No by the catalogue (rule not adopted)'],
})

type Sentence = { readonly zh: string; readonly en: string; readonly rule: string | null; readonly grade: string | null; readonly standing: string | null; readonly source: { readonly document: string; readonly clause?: string; readonly url?: string } | null }

/** `on`: as on a day, '' for today. */
export function WhyPanel({ code, on }: { readonly code: string; readonly on: string }) {
  const t = useWords(words)
  const o = useWords(own)
  const chinese = useLanguage() !== 'en'
  const why = useQuery({ queryKey: ['registry', 'why', code, on], queryFn: ({ signal }) => ask(api.instruments[':code'].why.$get({ param: { code }, query: on === '' ? {} : { on } }, { init: { signal } })) })
  return (
    <Answer of={why}>
      {(data) => {
        const { says, decided } = data.compulsory
        const answer = says === 'unknown' ? o.unknown : decided ? (says === 'yes' ? o.yes : o.no) : says === 'yes' ? o.yesIf : o.noIf
        return (
          <>
            <Panel title={t.whyCompulsory} aside={<small className="muted">{t.asOf({ day: data.asOf })}</small>}>
              <p><strong>{answer}</strong></p>
              <Disclosure summary={t.why}><div className="stack"><Sentences of={data.compulsory.sentences} />{data.catalogue.warning && <Notice tone="unk">{chinese ? data.catalogue.warning.zh : data.catalogue.warning.en}</Notice>}</div></Disclosure>
            </Panel>
            <Panel title={t.whyDue}>
              <p><strong>{data.due.on ?? '—'}</strong></p>
              <Disclosure summary={t.why}><Sentences of={data.due.sentences} /></Disclosure>
            </Panel>
          </>
        )
      }}
    </Answer>
  )
}

function Sentences({ of }: { readonly of: readonly Sentence[] }) {
  const o = useWords(own)
  const chinese = useLanguage() !== 'en'
  const grades: Readonly<Record<string, string>> = { official: o.official, secondary: o.secondary, memory: o.memory }
  return (
    <ul className="registry-why">
      {of.map((s) => (
        <li key={s.zh}>
          {chinese ? s.zh : s.en}
          {s.source && (
            <div className="row">
              <small className="muted">{s.source.url?.startsWith('http') ? <a href={s.source.url} rel="noreferrer" target="_blank">{s.source.document}</a> : s.source.document}{s.source.clause ? ` ${s.source.clause}` : ''}{s.rule ? ` · ${s.rule}` : ''} · {grades[s.grade ?? ''] ?? s.grade}</small>
              {s.standing === 'not adopted' && <VerdictBadge verdict="notAdopted" reason={o.notAdopted} />}
              {s.standing === 'adopted' && <small>{o.adopted}</small>}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
