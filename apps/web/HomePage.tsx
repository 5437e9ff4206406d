// The home page: what waits for me, today's figures, what I touched, shortcuts; each card is a module's. Nothing waiting is said, with the
// next useful thing.
import { lazy, Suspense, type ComponentType } from 'react'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Empty } from '#ui/Notice.tsx'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { isSeenBy, type HomeCard } from '#ui/pages.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { allHomeCards } from './contributions.ts'
import { useNav } from './nav.ts'

const words = dictionary({
  title: ['首页', 'Home'],
  none: ['没有待办', 'Nothing waits for you'],
  noneHint: ['可以从“常用”开始，或按 / 搜索。', 'Start from a page you use, or press / to search.'],
  go: ['常用', 'Go to'],
})

const loaded = new Map<HomeCard, ComponentType>()
function cardOf(card: HomeCard): ComponentType {
  const known = loaded.get(card)
  if (known) return known
  const made = lazy(async () => ({ default: await card.load() }))
  loaded.set(card, made)
  return made
}

export function HomePage() {
  const t = useWords(words)
  const roles = roleNames(useSession())
  const cards = allHomeCards.filter((card) => isSeenBy(card.sees, roles))
  const inSlots = (slots: readonly HomeCard['slot'][]) => cards.filter(({ slot }) => slots.includes(slot)).map((card, index) => {
    const Card = cardOf(card)
    return <Suspense key={`${card.slot} ${card.order} ${index}`} fallback={<Loading />}><Card /></Suspense>
  })
  const main = inSlots(['todo'])
  return (
    <Page title={t.title}>
      <Columns
        main={main.length > 0 ? main : <Panel><Empty title={t.none}>{t.noneHint}</Empty></Panel>}
        side={<>{inSlots(['figures', 'recent', 'shortcuts'])}<GoTo title={t.go} /></>} />
    </Page>
  )
}

function GoTo({ title }: { readonly title: string }) {
  const { bar, more } = useNav()
  const links = [...bar, ...more]
  if (links.length === 0) return null
  return (
    <Panel title={title}>
      <ul className="home-links">
        {links.map(({ href, title: name }) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
