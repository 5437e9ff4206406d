// One edition of a procedure: standing, sections for reading, and the very file.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useParam } from '#ui/navigation.ts'
import { Facts, Page, Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { AdoptDialog } from './AdoptDialog.tsx'
import { api } from './api.ts'
import { ProcedureSections } from './ProcedureSections.tsx'
import { adopters } from './RulesPage.tsx'
import { StandingBadge, useGradeWord } from './StandingBadge.tsx'
import { ruleWords } from './words.ts'

export function ProcedurePage() {
  const sha256 = useParam('sha256')
  const t = useWords(ruleWords)
  const chinese = useLanguage() !== 'en'
  const gradeWord = useGradeWord()
  const [adopting, setAdopting] = useState(false)
  const mayAdopt = (roleNames(useSession()) ?? []).some((role) => adopters.includes(role))
  const procedure = useQuery({
    queryKey: ['rulebook', 'procedure', sha256],
    queryFn: ({ signal }) => ask(api.procedures[':sha256'].$get({ param: { sha256 } }, { init: { signal } })),
  })
  const p = procedure.data
  return (
    <Page title={p ? `${p.document}—${p.edition} ${chinese ? p.titleZh : p.titleEn}` : t.procedures} badge={p && <StandingBadge standing={p.standing} />}
      actions={p && mayAdopt && p.standing === 'not adopted' && <Button type="primary" onClick={() => setAdopting(true)}>{t.adopt}</Button>}>
      <Answer of={procedure}>
        {(data) => (
          <>
            <Panel>
              <Facts facts={[
                { name: t.since, value: data.from },
                { name: t.origin, value: data.origin === 'release' ? t.release : t.local },
                { name: t.grade, value: `${gradeWord(data.grade)} · ${t.unchecked({ n: data.grades.secondary + data.grades.memory })}` },
                { name: t.hash, value: <code>{data.sha256.slice(0, 16)}…</code> },
              ]} />
              <nav aria-label={t.contents}>{data.sections.map((s) => <span key={s.id}><a href={`#${s.id}`} data-native>{chinese ? s.zh : s.en}</a>{'　'}</span>)}</nav>
            </Panel>
            <ProcedureSections sections={data.sections} />
            <Panel><Disclosure summary={t.yaml}><Scroll label={t.yaml}><pre>{data.text}</pre></Scroll></Disclosure></Panel>
          </>
        )}
      </Answer>
      {adopting && p && <AdoptDialog of={{ rule: p.rule, sha256: p.sha256, name: `${p.document}—${p.edition}` }} onClose={() => setAdopting(false)} />}
    </Page>
  )
}
