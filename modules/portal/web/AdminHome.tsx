// The operator's home: organisations and people are what its administrators look after.
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { portalWords } from './words.ts'

export function AdminHome() {
  const t = useWords(portalWords)
  const session = useSession()
  const mayRemove = session?.demo === true && (roleNames(session) ?? []).includes('system-admin')
  return (
    <>
      <Panel title={t.peopleCard}>
        <p>{t.peopleHint}</p>
        <div className="row"><Button type="primary" href="/people">{t.people}</Button><Button href="/organisations">{t.organisations}</Button></div>
      </Panel>
      {mayRemove && <Panel title={t.demo}><p>{t.demoHint}</p><a href="/remove-demo">{t.removeDemo}</a></Panel>}
    </>
  )
}
