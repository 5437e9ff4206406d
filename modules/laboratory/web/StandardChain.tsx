// The chain upward from a certificate, as an indented list: what each link is, who says so, whether we hold it and whether it is in force.
import { useQuery } from '@tanstack/react-query'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { chainQuery } from './standard-queries.ts'
import { standingOf } from './standard-state.ts'
import { StandardBadge } from './StandardBadge.tsx'
import { standardWords } from './standard-words.ts'
import './dossier.css'

type Chain = Awaited<ReturnType<ReturnType<typeof chainQuery>['queryFn']>>
type Link = Chain['nodes'][number]

export function StandardChain({ certificateId }: { readonly certificateId: number }) {
  const t = useWords(standardWords)
  const chain = useQuery(chainQuery(certificateId))
  return (
    <Answer of={chain}>
      {({ nodes, cut }) => (
        <>
          <p className="muted">{t.chainHint}</p>
          {cut && <Notice tone="warn">{t.chainCut}</Notice>}
          <ol className="chain" aria-label={t.chain}>{depthFirst(nodes).map((link, at) => <li key={at} style={{ paddingInlineStart: link.level * LEVEL_PX }}><LinkLine link={link} /></li>)}</ol>
          {nodes.length === 1 && <p className="muted">{t.chainEnd}</p>}
        </>
      )}
    </Answer>
  )
}

const LEVEL_PX = 20

/** The server answers level by level; a reader wants each standard right above what it supports. */
function depthFirst(nodes: readonly Link[], supports: number | null = null): Link[] {
  return nodes.flatMap((node, at) => (node.supports === supports ? [node, ...depthFirst(nodes, at)] : []))
}

function LinkLine({ link }: { readonly link: Link }) {
  const t = useWords(standardWords)
  const today = useToday()
  return (
    <>
      <span>{[link.name, link.issuer].filter((part) => part !== '').join(' · ') || t.certificate} <span className="mono">{link.number}</span></span>
      {link.validUntil && <span className="nowrap muted">{t.until} {link.validUntil}</span>}
      {link.state === 'not held' ? <VerdictBadge kind="unk">{t.notHeld}</VerdictBadge>
        : link.state === 'ring' ? <VerdictBadge kind="warn">{t.ring}</VerdictBadge>
          : <StandardBadge standing={standingOf({ retired: false, certificate: { state: link.state, validUntil: link.validUntil } }, today)} />}
    </>
  )
}
