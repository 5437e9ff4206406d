// What a new laboratory does after its first administrator: six steps in order, each with its why, where it is done, and whether it is.
// What is done is asked of the laboratory's own registers, never ticked by hand.
import { useQuery } from '@tanstack/react-query'
import { get } from '#ui/api.ts'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'

const words = dictionary({
  title: ['开始清单', 'First steps'],
  about: ['一家新机构从空白到签发第一份证书。', 'From an empty laboratory to its first certificate.'],
  done: ['已完成', 'Done'],
  open: ['待办', 'To do'],
  organisation: ['单位', 'Organisation'],
  organisationWhy: ['证书上的名称、地址和授权都取自这里。', 'Name, address and authorisation on certificates come from here.'],
  people: ['人员', 'People'],
  peopleWhy: ['检定、核验、签字至少三个人：核验员不能是检定员，采用规程和认可方法也要两个人。', 'At least three people: a checker is never the verifier, and adopting a procedure or accepting a method takes two.'],
  standards: ['标准器（启动模式）', 'Standards (start-up time)'],
  standardsWhy: ['没有有效证书的标准器不能开始检定。新机构可在启动模式里按纸质证书登记，证书上会注明。', 'Without a standard whose certificate is valid nothing is measured. In the start-up time a new laboratory enters them from paper, and certificates say so.'],
  procedure: ['第一份规程', 'First procedure'],
  procedureWhy: ['随软件附带的规程未必经官方文本核对；两人核对原文并采用之后，才能据此判合格或不合格。', 'Shipped procedures were not all checked against the official text; two persons check and adopt one before it passes or fails anything.'],
  method: ['方法档案', 'Method dossier'],
  methodWhy: ['标准器和不确定度合用，规程才不被停用（U ≤ MPEV/3）。', 'The procedure is usable here once standards and uncertainty fit (U ≤ MPEV/3).'],
  rehearsal: ['演练', 'Rehearsal'],
  rehearsalWhy: ['收一台器具，在工作台上选“演练”，完整走一遍而不留下正式记录。', 'Receive an instrument and rehearse at the bench: everything runs, nothing becomes an official record.'],
})

type Counts = { people: number; standards: number; adoptions: number; methods: number }

const listIn = (name: string) => (body: unknown): readonly unknown[] => {
  const found: unknown = body !== null && typeof body === 'object' ? new Map<string, unknown>(Object.entries(body)).get(name) : undefined
  return Array.isArray(found) ? found : []
}
const has = (row: unknown, name: string) => row !== null && typeof row === 'object' && new Map<string, unknown>(Object.entries(row)).get(name) !== null

async function count(signal: AbortSignal): Promise<Counts> {
  const [people, standards, adoptions, methods] = await Promise.all([
    get('/api/laboratory/people', listIn('people'), signal), get('/api/laboratory/standards', listIn('standards'), signal),
    get('/api/adoptions', listIn('rows'), signal), get('/api/laboratory/methods', listIn('methods'), signal),
  ])
  return {
    people: people.length, standards: standards.filter((s) => has(s, 'certificate')).length, adoptions: adoptions.filter((a) => has(a, 'confirmedBy')).length,
    methods: methods.filter((m) => has(m, 'acceptedBy')).length,
  }
}

export function FirstStepsPage() {
  const t = useWords(words)
  const counts = useQuery({ queryKey: ['first-steps'], queryFn: ({ signal }) => count(signal) })
  return (
    <Page title={t.title} about={t.about}>
      <Answer of={counts}>
        {(n) => (
          <ol className="first-steps">
            <Step name={`1 · ${t.organisation}`} why={t.organisationWhy} href="/scopes?tab=authorisations" isDone />
            <Step name={`2 · ${t.people}`} why={t.peopleWhy} href="/people" isDone={n.people >= 3} />
            <Step name={`3 · ${t.standards}`} why={t.standardsWhy} href="/start-up" isDone={n.standards > 0} />
            <Step name={`4 · ${t.procedure}`} why={t.procedureWhy} href="/procedures" isDone={n.adoptions > 0} />
            <Step name={`5 · ${t.method}`} why={t.methodWhy} href="/methods" isDone={n.methods > 0} />
            <Step name={`6 · ${t.rehearsal}`} why={t.rehearsalWhy} href="/work" />
          </ol>
        )}
      </Answer>
    </Page>
  )
}

function Step({ name, why, href, isDone }: { readonly name: string; readonly why: string; readonly href: string; readonly isDone?: boolean }) {
  const t = useWords(words)
  return (
    <li>
      <Panel title={<a href={href}>{name}</a>} aside={isDone !== undefined && <VerdictBadge kind={isDone ? 'ok' : 'warn'}>{isDone ? t.done : t.open}</VerdictBadge>}>
        <p>{why}</p>
      </Panel>
    </li>
  )
}
