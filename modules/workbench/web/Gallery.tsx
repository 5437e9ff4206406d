// The first sight of an empty workbench: published examples as cards, each with its formula as it is printed and what it comes to.
import { useMemo } from 'react'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { evaluate } from '../evaluate.ts'
import type { Example } from '../example.ts'
import { examples } from '../examples.ts'
import { printed } from '../printed.ts'
import type { StudyBody } from '../study-body.ts'
import { FormulaMath } from './formula-math.tsx'
import type { History } from './history.ts'
import { benchWords } from './words.ts'

export function Gallery({ history }: { readonly history: History }) {
  const t = useWords(benchWords)
  return (
    <div className="wb-gallery">
      <Panel title={t.gallery} aside={<span className="muted">{t.galleryHint}</span>}>
        <ul>{examples.map((example) => <Card key={example.id} example={example} onOpen={history.change} />)}</ul>
      </Panel>
    </div>
  )
}

function Card({ example, onOpen }: { readonly example: Example<StudyBody>; readonly onOpen: History['change'] }) {
  const say = useSay()
  const language = useLanguage() === 'en' ? 1 : 0
  const { title, source, bodyIn } = example
  const { body, model, result } = useMemo(() => {
    const made = bodyIn(language)
    const parsed = parseModel(made.formula)
    const { answer } = evaluate(made)
    const shown = answer && printed(answer.budget, made)
    return { body: made, model: parsed.ok ? parsed.model : [], result: shown === undefined || answer === undefined ? '' : `${answer.budget.name} = ${shown.text}` }
  }, [bodyIn, language])
  return (
    <li>
      <button type="button" onClick={() => onOpen(body)}>
        <strong>{say(title)}</strong> <span className="muted">{say(source)}</span>
        <span className="wb-card-math" aria-hidden="true"><FormulaMath model={model} plain /></span>
        <span className="wb-card-result">{result}</span>
      </button>
    </li>
  )
}
