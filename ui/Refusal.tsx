// A refusal as a sentence: cannot what, because which field or rule, do this, nothing lost. Takes any error; knows problem+json, no
// network, our own bug.
import { Button } from 'antd'
import { RuleText } from './Disclosure.tsx'
import { dictionary, useWords } from './i18n.ts'
import { Notice } from './Notice.tsx'
import { problemOf, type ProblemDetails } from './problem.ts'

const words = dictionary({
  offline: [
    '连不上服务器。已填内容还在本页；请检查网络后重试。',
    'The server cannot be reached. What was typed is still here; check the network and try again.',
  ],
  unexpected: [
    '程序出错了，这是软件的缺陷，不是您的操作。请重试；仍然如此时，把下面的编号告诉管理员。',
    'The software failed; this is our defect, not your doing. Try again; if it stays, give the reference below to an administrator.',
  ],
  notFound: ['没有找到，或您无权查看。', 'Not found, or not yours to see.'],
  signIn: ['登录已过期。重新登录后回到本页，已填内容不变。', 'The session has ended. Sign in again and you return here; nothing is lost.'],
  busy: ['服务器正忙，请稍后重试。', 'The server is busy; try again in a moment.'],
  other: ['没有办成（{status}）。', 'Not done ({status}).'],
  because: ['因为', 'Because'],
  todo: ['怎么办', 'Do this'],
  kept: ['已保留', 'Kept'],
  reference: ['编号', 'Reference'],
  retry: ['重试', 'Try again'],
})

export function useProblemSentence(): (problem: ProblemDetails) => string {
  const t = useWords(words)
  return ({ sentence, code, status }) => {
    if (sentence !== '' && sentence !== code) return sentence
    if (code === 'offline') return t.offline
    if (status === 404) return t.notFound
    if (status === 401) return t.signIn
    if (status === 429 || status === 503) return t.busy
    return status === 0 || status >= 500 ? t.unexpected : t.other({ status })
  }
}

type Props = { readonly error: unknown; readonly onRetry?: () => void; readonly quiet?: boolean }

export function Refusal({ error, onRetry, quiet = false }: Props) {
  const t = useWords(words)
  const sentenceOf = useProblemSentence()
  const problem = problemOf(error)
  const facts = [[t.because, problem.because], [t.todo, problem.todo], [t.kept, problem.kept], [t.reference, problem.reference]] as const
  const shown = facts.filter(([, value]) => value !== undefined)
  const sentence = sentenceOf(problem)
  const isList = problem.fields.length > 1 && problem.fields.every(({ message }) => sentence.includes(message))
  const details = problem.fields.filter(({ message }) => isList || !sentence.includes(message))
  const tone = problem.code === 'offline' ? 'warn' : problem.status === 404 ? 'unk' : 'bad'
  return (
    <Notice tone={tone} say={quiet ? undefined : 'now'} actions={onRetry && <Button onClick={onRetry}>{t.retry}</Button>}>
      {!isList && <p>{sentence}</p>}
      {!isList && problem.rule && <RuleText rule={problem.rule} />}
      {shown.length > 0 && <dl>{shown.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}</dl>}
      {details.length > 0 && <ul>{details.map(({ field, message, rule }) => <li key={`${field} ${message}`}>{message}{rule !== undefined && <RuleText rule={{ document: rule }} />}</li>)}</ul>}
    </Notice>
  )
}
