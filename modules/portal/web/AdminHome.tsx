// The operator's home: organisations and people are what its administrators look after.
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { portalWords } from './words.ts'

export function AdminHome() {
  const t = useWords(portalWords)
  return (
    <Panel title={t.peopleCard}>
      <p>{t.peopleHint}</p>
      <div className="row"><Button type="primary" href="/people">{t.people}</Button><Button href="/organisations">{t.organisations}</Button></div>
    </Panel>
  )
}
