// The states of a workflow, as its rule file defines them: done filled, now ringed, possible thin, unreachable absent. A lock says which
// condition is unmet and who can meet it. Narrow: a vertical list. Absent: the state machine (its rule says what is reachable).
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import './WorkflowSteps.css'

export type WorkflowStep = {
  readonly key: string
  readonly name: string
  readonly state: 'done' | 'now' | 'possible'
  /** Time and person, or what is waited for. */
  readonly about?: string
  /** Unmet conditions, each with who can meet it. */
  readonly guards?: readonly string[]
}

const words = dictionary({
  done: ['已完成', 'done'],
  now: ['当前', 'now'],
  possible: ['待办', 'to come'],
  rule: ['流程 {version}', 'Workflow {version}'],
})

type Props = { readonly steps: readonly WorkflowStep[]; readonly label: string; readonly version?: string; readonly vertical?: boolean }

export function WorkflowSteps({ steps, label, version, vertical = false }: Props) {
  const t = useWords(words)
  return (
    <div className="steps-box">
      <ol className={vertical ? 'steps steps-vertical' : 'steps'} aria-label={label}>
        {steps.map((step, index) => (
          <li key={step.key} className={`step-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span className="step-dot" aria-hidden="true">{step.state === 'done' ? <Icon name="ok" size={14} /> : index + 1}</span>
            <span className="step-name">{step.name}<span className="hidden">（{t[step.state]}）</span></span>
            {step.about !== undefined && <span className="step-about">{step.about}</span>}
            {step.guards && step.guards.length > 0 && (
              <ul className="step-guards">{step.guards.map((guard) => <li key={guard}><Icon name="lock" size={14} /> {guard}</li>)}</ul>
            )}
          </li>
        ))}
      </ol>
      {version !== undefined && <p className="caption steps-version">{t.rule({ version })}</p>}
    </div>
  )
}
