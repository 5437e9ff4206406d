// Who may do what in the laboratory, and what the laboratory itself is authorised for. Absent: accounts and roles (the registry's people page).
import { useWords } from '#ui/i18n.ts'
import { useAddressValue } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Tabs } from '#ui/Tabs.tsx'
import { PeopleAuthorisations } from './PeopleAuthorisations.tsx'
import { ScopesTable } from './ScopesTable.tsx'
import { peopleWords } from './people-words.ts'

export const granters: readonly string[] = ['quality', 'head']

export function PeoplePage() {
  const t = useWords(peopleWords)
  const [tab, setTab] = useAddressValue('tab', 'scopes')
  const grants = (roleNames(useSession()) ?? []).some((role) => granters.includes(role))
  return (
    <Page title={t.people}>
      <Tabs label={t.people} chosen={tab} onChoose={setTab} tabs={[{ key: 'scopes', title: t.scopes }, { key: 'authorisations', title: t.authorisations }]}>
        {tab === 'authorisations' ? <PeopleAuthorisations grants={grants} /> : <ScopesTable grants={grants} />}
      </Tabs>
    </Page>
  )
}
