// A verdict: shape, word, colour, in this order of importance. Only 不合格 is loud. The reason is the title and is read out.
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { useSay } from './i18n.ts'
import type { VerdictKind } from './tokens.ts'
import { verdicts, type VerdictName } from './verdict-words.ts'
import './VerdictBadge.css'

type Props =
  | { readonly verdict: VerdictName; readonly kind?: undefined; readonly children?: ReactNode; readonly reason?: string }
  /** For words the list lacks: a clock, a count. */
  | { readonly kind: VerdictKind; readonly verdict?: undefined; readonly children: ReactNode; readonly reason?: string }

export function VerdictBadge(props: Props) {
  const say = useSay()
  const kind = props.verdict === undefined ? props.kind : verdicts[props.verdict].kind
  const word = props.children ?? (props.verdict === undefined ? null : say(verdicts[props.verdict].words))
  return (
    <span className={`verdict verdict-${kind}`} title={props.reason}>
      <Icon name={kind} size={14} />
      <span className="verdict-word">{word}</span>
      {props.reason !== undefined && <span className="hidden">：{props.reason}</span>}
    </span>
  )
}
