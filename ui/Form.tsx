// A staff form: one column, label above, the optional marked, problems in a summary that takes the focus and beside each field. The button
// says the act and is never disabled: pressing it explains. Absent: antd's Form (its state, its red boxes).
import { Button } from 'antd'
import { useContext, useEffect, useId, useMemo, useRef, type ReactNode } from 'react'
import { FormContext, useFieldProblem, type Sending } from './form.ts'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { Notice } from './Notice.tsx'
import { problemOf, type FieldProblem } from './problem.ts'
import { Refusal } from './Refusal.tsx'
import './Field.css'

const words = dictionary({
  optional: ['选填', 'optional'],
  summary: ['有 {n} 处需要修改，已填内容不变', '{n} {n|field needs|fields need} a change; nothing is lost'],
  saved: ['已暂存 {time}', 'Kept {time}'],
  sending: ['正在提交', 'Sending'],
  existing: ['打开“{name}”', 'Open “{name}”'],
})

export type FormProps = {
  readonly label: string
  /** The act, with its object and count: `提交核验`, `签发 3 份`. */
  readonly submit: string
  readonly sending: Sending
  readonly onSubmit: () => void
  /** Other buttons. */
  readonly actions?: ReactNode
  readonly keptAt?: string
  readonly danger?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

export function Form({ label, submit, sending, onSubmit, actions, keptAt = '', danger = false, wide = false, children }: FormProps) {
  const t = useWords(words)
  const prefix = useId()
  const { existing } = problemOf(sending.error)
  const state = useMemo(() => ({ problems: sending.problems, idOf: (field: string) => `${prefix}-${field}` }), [sending.problems, prefix])
  return (
    <FormContext value={state}>
      <form className={wide ? 'form form-wide' : 'form'} aria-label={label} noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}>
        <ErrorSummary problems={sending.problems} />
        {existing && <p><a href={existing.href}>{t.existing({ name: existing.name })}</a></p>}
        {sending.error !== undefined && sending.problems.length === 0 && <Refusal error={sending.error} />}
        {children}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" danger={danger} {...whileSending(sending, undefined)}>{submit}</Button>
          {actions}
          {keptAt !== '' && <span className="form-saved">{t.saved({ time: keptAt })}</span>}
          <span className="hidden" aria-live="polite">{sending.isSending ? t.sending : ''}</span>
        </div>
      </form>
    </FormContext>
  )
}

/** The act being answered shows it; the others rest visibly, for one press is one act. */
const whileSending = ({ isSending, act: answered }: Sending, act: string | undefined) => ({ loading: isSending && answered === act, disabled: isSending && answered !== act })

/** Another act of the same form: `sending.send(work, act)`. */
export function OtherAct({ act, sending, onClick, children }: { readonly act: string; readonly sending: Sending; readonly onClick: () => void; readonly children: ReactNode }) {
  return <Button onClick={onClick} {...whileSending(sending, act)}>{children}</Button>
}

export function ErrorSummary({ problems }: { readonly problems: readonly FieldProblem[] }) {
  const t = useWords(words)
  const { idOf } = useContext(FormContext)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problems.length > 0) box.current?.focus()
  }, [problems])
  if (problems.length === 0) return null
  return (
    <section className="error-summary" ref={box} tabIndex={-1} aria-label={t.summary({ n: problems.length })}>
      <Notice tone="bad">
        <strong>{t.summary({ n: problems.length })}</strong>
        <ul>
          {problems.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <a href={`#${idOf(field)}`} data-native onClick={(event) => {
                event.preventDefault()
                document.getElementById(idOf(field))?.focus()
              }}>{message}</a>
            </li>
          ))}
        </ul>
      </Notice>
    </section>
  )
}

export type FieldInput = { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true }
export type FieldProps = {
  /** As the server names it: problems find their field by it. */
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly optional?: boolean
  readonly children: (input: FieldInput) => ReactNode
}

/** `<Field name="serial" label="出厂编号">{(input) => <Input {...input} value=… />}</Field>` */
export function Field({ name, label, hint, optional = false, children }: FieldProps) {
  const t = useWords(words)
  const { idOf } = useContext(FormContext)
  const problem = useFieldProblem(name)
  const id = idOf(name)
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-error`].filter((part) => part !== false).join(' ')
  const wrong = problem === undefined ? {} : { 'aria-invalid': true } as const
  return (
    <div className={problem === undefined ? 'field' : 'field field-wrong'}>
      <label className="field-label" htmlFor={id}>{label}{optional && <span className="field-optional">{t.optional}</span>}</label>
      {hint !== undefined && <span className="field-hint" id={`${id}-hint`}>{hint}</span>}
      {children({ id, 'aria-describedby': described === '' ? undefined : described, ...wrong })}
      {problem !== undefined && <span className="field-error" id={`${id}-error`}><Icon name="bad" size={14} />{problem}</span>}
    </div>
  )
}

/** Radio buttons, check boxes, several inputs that answer one question. */
export function FieldGroup({
  name,
  label,
  hint,
  children,
}: {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly children: ReactNode
}) {
  const { idOf } = useContext(FormContext)
  const problem = useFieldProblem(name)
  return (
    <fieldset className={problem === undefined ? 'field field-group' : 'field field-group field-wrong'} id={idOf(name)} tabIndex={-1}>
      <legend className="field-label">{label}</legend>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      {children}
      {problem !== undefined && (
        <span className="field-error">
          <Icon name="bad" size={14} />
          {problem}
        </span>
      )}
    </fieldset>
  )
}

export function FormSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <fieldset className="form-section"><legend>{title}</legend>{children}</fieldset>
}
