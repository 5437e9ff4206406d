// An owner's home: what is overdue and due soon with its booking, what is under way.
import { useWords } from '#ui/i18n.ts'
import { DueList } from './DueList.tsx'
import { UnderWay } from './UnderWay.tsx'
import { portalWords } from './words.ts'

export function OwnerHome() {
  const t = useWords(portalWords)
  return (
    <>
      <DueList title={`${t.overdue} · ${t.soon}`} shown={8} mayBook also={<a href="/my">{t.my}</a>} />
      <UnderWay shown={8} />
    </>
  )
}
