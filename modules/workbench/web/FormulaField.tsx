// The model as text, the place of an error marked in it, and beneath it the formula as it would be printed.
import { memo, useMemo } from 'react'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import type { FormulaProblem } from '../evaluate.ts'
import { FormulaMath } from './formula-math.tsx'
import { benchWords } from './words.ts'

type Props = {
  readonly id: string
  readonly value: string
  readonly problem: FormulaProblem | undefined
  readonly onChange: (text: string) => void
  /** The formula is left: names without a row may get one. */
  readonly onLeave: () => void
  readonly readOnly: boolean
}

export const FormulaField = memo(function FormulaField({ id, value, problem, onChange, onLeave, readOnly }: Props) {
  const t = useWords(benchWords)
  const say = useSay()
  const parsed = useMemo(() => parseModel(value), [value])
  const at = problem?.offset
  return (
    <div className="wb-formula">
      <label className="hidden" htmlFor={id}>{t.formula}</label>
      <div className="wb-formula-box">
        <div className="wb-formula-back" aria-hidden="true">
          {at === undefined ? value : <>{value.slice(0, at)}<mark>{value.slice(at, at + 1).replace('\n', ' \n') || ' '}</mark>{value.slice(at + 1)}</>}{'\n'}
        </div>
        <textarea
          id={id} value={value} readOnly={readOnly} spellCheck={false} autoComplete="off" autoCapitalize="off" rows={Math.min(12, Math.max(1, value.split('\n').length))}
          aria-invalid={problem !== undefined || undefined} aria-describedby={`${id}-hint${problem === undefined ? '' : ` ${id}-problem`}`}
          onChange={(event) => onChange(event.target.value)} onBlur={onLeave}
        />
      </div>
      {problem !== undefined && (
        <p className="wb-formula-problem" id={`${id}-problem`}><Icon name="bad" size={14} /> {say(problem.words)}</p>
      )}
      {parsed.ok && <FormulaMath model={parsed.model} label={`${t.typeset}: ${value}`} />}
      <p className={readOnly ? 'hidden' : 'caption no-print'} id={`${id}-hint`}>{t.formulaHint}</p>
    </div>
  )
})
