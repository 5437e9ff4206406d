// Verdicts, clocks, notices, refusals, waiting, reasons.
import { Clock } from '#ui/Clock.tsx'
import { Why } from '#ui/Disclosure.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { Progress } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Facts, Panel } from '#ui/Page.tsx'
import { Problem, readProblem } from '#ui/problem.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { verdicts, type VerdictName } from '#ui/verdict-words.ts'
import { WorkflowSteps } from '#ui/WorkflowSteps.tsx'

const words = dictionary({
  verdicts: ['结论徽章', 'Verdict badges'],
  clocks: ['时限', 'Clocks'],
  notices: ['提示', 'Notices'],
  refusals: ['拒绝', 'Refusals'],
  waiting: ['进度', 'Progress'],
  why: ['为什么', 'Why'],
  workflow: ['流程', 'Workflow'],
  facts: ['基本信息', 'Facts'],
  holiday: ['跳过 2026-10-01 至 10-08 国庆；补班 2026-10-10', 'Skips 1 to 8 Oct 2026 (National Day); make-up day 10 Oct'],
  expires: ['标准器 M1-07 的证书将于 2026-11-30 到期', 'The certificate of standard M1-07 expires on 30 Nov 2026'],
  saved: ['已签发 38 份，2 份未签：授权范围不含“燃油加油机”。', '38 issued, 2 not: your scope does not cover fuel dispensers.'],
  unknown: ['没有查到这个编号；这不等于假证。', 'No such number here; that does not make it a forgery.'],
  sentence: [
    '不能提交核验：核验员与检定员同为王某。请另选核验员，已填内容不变。',
    'Not sent for second check: Wang is both verifier and checker. Choose another checker; nothing is lost.',
  ],
  recompute: ['重算', 'Recomputing'],
  next: ['检定日期 2026-11-20 加 1 年', 'Verified on 20 Nov 2026, plus 1 year'],
  date: ['检定日期', 'Verified on'],
  period: ['周期', 'Period'],
  year: ['1 年', '1 year'],
  submitted: ['受理', 'Accepted'],
  visit: ['现场', 'Visit'],
  decide: ['决定', 'Decision'],
  publish: ['公布', 'Published'],
  maker: ['制造单位', 'Maker'],
  range: ['量程', 'Range'],
  place: ['安装地点', 'Place'],
  hall: ['示范农贸市场', 'Sample market'],
  serial: ['出厂编号', 'Serial number'],
})

export function WordsPart() {
  const t = useWords(words)
  const names = Object.keys(verdicts).filter((name): name is VerdictName => name in verdicts)
  const refusal = new Problem(
    readProblem(
      { detail: t.sentence, rule: { document: 'W1', clause: '6', version: '2026-01', verified: false }, requestId: '7f3a-20' },
      409,
    ),
  )
  return (
    <Columns
      main={
        <>
          <Panel title={t.verdicts}>
            <div className="row">
              {names.map((name) => (
                <VerdictBadge key={name} verdict={name} />
              ))}
            </div>
          </Panel>
          <Panel title={t.refusals}>
            <div className="stack">
              <Refusal error={refusal} quiet />
              <Refusal error={new TypeError('Failed to fetch')} quiet onRetry={() => undefined} />
            </div>
          </Panel>
          <Panel title={t.notices}>
            <div className="stack">
              <Notice tone="warn">{t.expires}</Notice>
              <Notice tone="ok">{t.saved}</Notice>
              <Notice tone="unk">{t.unknown}</Notice>
            </div>
          </Panel>
          <Panel title={t.workflow}>
            <WorkflowSteps
              label={t.workflow}
              steps={[
                { key: 'a', name: t.submitted, state: 'done', about: '2026-11-16' },
                { key: 'b', name: t.visit, state: 'now' },
                { key: 'c', name: t.decide, state: 'possible' },
                { key: 'd', name: t.publish, state: 'possible' },
              ]}
            />
          </Panel>
        </>
      }
      side={
        <>
          <Panel title={t.clocks}>
            <div className="stack">
              <Clock due="2026-12-01" left={6} total={15} unit="day" notes={[t.holiday]} />
              <Clock due="2026-11-27" left={2} total={7} unit="workingDay" />
              <Clock due="2026-11-20" left={-5} total={15} unit="day" />
              <Clock due="2026-12-01" left={6} unit="day" stopped="paused" />
            </div>
          </Panel>
          <Panel title={t.facts}>
            <Facts
              facts={[
                { name: t.serial, value: <span className="nowrap">2219</span> },
                { name: t.maker, value: '' },
                { name: t.range, value: '0 … 30 kg' },
                { name: t.place, value: t.hall },
              ]}
            />
            <Why
              sentence={t.next}
              inputs={[
                { name: t.date, value: '2026-11-20' },
                { name: t.period, value: t.year },
              ]}
              rule={{ document: 'JJG 539—2016', clause: '7.5', verified: false }}
            />
          </Panel>
          <Panel title={t.waiting}>
            <Progress label={t.recompute} n={1090} total={1204} perSecond={57} mayLeave />
          </Panel>
        </>
      }
    />
  )
}
