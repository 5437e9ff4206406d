// 为什么: what a computed thing was computed from, one key away. Native <details>, so it works with any reader and in print.
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import type { ProblemRule } from './problem.ts'
import { VerdictBadge } from './VerdictBadge.tsx'
import './Disclosure.css'

const words = dictionary({
  why: ['为什么', 'Why'],
  rule: ['依据', 'Rule'],
  version: ['（版本 {version}）', ', edition {version}'],
  unverifiedReason: ['条文尚未对照正式文本核实', 'not yet checked against the official text'],
})

export function Disclosure({
  summary,
  children,
  open = false,
}: {
  readonly summary?: string
  readonly children: ReactNode
  readonly open?: boolean
}) {
  const t = useWords(words)
  return (
    <details className="disclosure" open={open}>
      <summary>
        <Icon name="right" size={14} />
        {summary ?? t.why}
      </summary>
      <div className="disclosure-body">{children}</div>
    </details>
  )
}

export type WhyInput = { readonly name: string; readonly value: ReactNode }

/** The standard content of a 为什么: a sentence, the inputs, the rule with its edition and whether it was verified. */
export function Why({
  sentence,
  inputs = [],
  rule,
}: {
  readonly sentence: string
  readonly inputs?: readonly WhyInput[]
  readonly rule?: ProblemRule
}) {
  return (
    <Disclosure>
      <p>{sentence}</p>
      {inputs.length > 0 && (
        <dl className="why-inputs">
          {inputs.map(({ name, value }) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
        </dl>
      )}
      {rule && (
        <p>
          <RuleText rule={rule} />
        </p>
      )}
    </Disclosure>
  )
}

/** `依据 JJG 539—2016 5.3（版本 2026-01）` and the 未核实 badge where it applies. */
export function RuleText({ rule }: { readonly rule: ProblemRule }) {
  const t = useWords(words)
  return (
    <span className="row">
      <span>{t.rule} {rule.document}{rule.clause && ` ${rule.clause}`}{rule.version && t.version({ version: rule.version })}</span>
      {rule.verified === false && <VerdictBadge verdict="unverified" reason={t.unverifiedReason} />}
    </span>
  )
}
