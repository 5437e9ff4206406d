// What must hold before a step, each as one pure decision with the rule named. The workflow file says which step asks which guard;
// the facts are gathered by guard-facts.ts. Absent: SQL, the clock. A number of days or a ratio never stands here: it is data.
import type { Words } from '#platform/http/problem.ts'
import type { GuardAnswer } from '#platform/workflow/workflow.ts'

const met: GuardAnswer = { ok: true }
const unmet = (rule: string, zh: string, en: string): GuardAnswer => ({ ok: false, words: [zh, en], rule })

/** Where each guard comes from. Grade: titles and subjects read in `research/platforms.md` §1; the law's articles are quoted by number only. */
const LAW = {
  metrologyLaw: '《计量法》（2018 修正）第十条：计量检定必须执行计量检定规程',
  authorised: '《计量法》（2018 修正）第二十条：授权的机构执行强制检定',
  standards: '《计量标准考核办法》（市场监管总局令第 72 号，2022）：计量标准器须溯源有效',
  people: '《计量标准考核办法》（市场监管总局令第 72 号，2022）：具备相应能力的检定人员',
  adoption: '度衡规则：未采纳的规则只计算、不判定',
  twoPersons: '流程 W1 核验一步：检定员与核验员是两个人',
  replay: '度衡规则：原始记录能逐字节重算',
} as const

export type StandardFact = {
  /** Which of the procedure's standards it serves as. */
  role: string
  roleName: Words
  /** undefined: nobody named a standard for this role. */
  standard: { code: string; retired: boolean; certificate: { number: string; validUntil: string | null; withdrawn: boolean; issuedOn: string } | undefined } | undefined
}

/** Every standard the procedure asks for is there, in use, and its certificate is valid on the day. */
export function standardsValid(facts: readonly StandardFact[], day: string): GuardAnswer {
  for (const { roleName, standard } of facts) {
    if (!standard) return unmet(LAW.standards, `还没有为“${roleName[0]}”指定标准器。先在方法档案或记录中选定。`, `No standard is named as "${roleName[1]}". Choose one in the method's dossier or the record.`)
    const { code, retired, certificate } = standard
    if (retired) return unmet(LAW.standards, `标准器 ${code} 已停用。换一台在用的标准器。`, `Standard ${code} is out of use. Take one that is in use.`)
    if (!certificate) return unmet(LAW.standards, `标准器 ${code} 没有登记证书。先登记它的证书，新机构可用启动模式。`, `No certificate of standard ${code} is registered. Register it; a new laboratory may use the start-up time.`)
    if (certificate.withdrawn) return unmet(LAW.standards, `标准器 ${code} 的证书 ${certificate.number} 已撤回。先登记新证书。`, `Certificate ${certificate.number} of standard ${code} was withdrawn. Register a new one.`)
    if (certificate.issuedOn > day) return unmet(LAW.standards, `标准器 ${code} 的证书 ${certificate.issuedOn} 才出具，今天是 ${day}。`, `The certificate of standard ${code} is dated ${certificate.issuedOn}; today is ${day}.`)
    if (certificate.validUntil === null || certificate.validUntil < day) {
      return unmet(LAW.standards,
        `标准器 ${code} 的证书 ${certificate.validUntil ?? '没有有效期，'}${certificate.validUntil ? ' 到期，' : ''}今天是 ${day}。换一台有效的标准器，或先登记它的新证书。`,
        `The certificate of standard ${code} ${certificate.validUntil ? `expired on ${certificate.validUntil}` : 'carries no period of validity'}; today is ${day}. Use a valid standard or register its new certificate.`)
    }
  }
  return met
}

export type Duty = 'verify' | 'check' | 'sign'
export type ScopeFact = { document: string; duty: Duty; from: string; to: string }
const DUTY = { verify: ['检定', 'verify by'], check: ['核验', 'check'], sign: ['签发', 'sign'] } as const

/** The person's scope covers the procedure on the day. */
export function personCovers(scopes: readonly ScopeFact[], asked: { person: string; document: string; duty: Duty; day: string }): GuardAnswer {
  const mine = scopes.filter((s) => s.duty === asked.duty && s.document === asked.document)
  if (mine.some((s) => s.from <= asked.day && asked.day <= s.to)) return met
  const [zh, en] = DUTY[asked.duty]
  const last = mine.map((s) => s.to).filter((to) => to < asked.day).toSorted().at(-1)
  return last === undefined
    ? unmet(LAW.people, `${asked.person}的授权范围不含${zh} ${asked.document}。请有授权的人来做，或由质量负责人登记范围。`, `The scope of ${asked.person} does not cover to ${en} ${asked.document}. Ask somebody whose scope does, or let the quality manager register it.`)
    : unmet(LAW.people, `${asked.person}${zh} ${asked.document} 的资格 ${last} 到期，今天是 ${asked.day}。`, `The scope of ${asked.person} to ${en} ${asked.document} ended on ${last}; today is ${asked.day}.`)
}

export type AuthorisationFact = { number: string; documents: readonly string[]; from: string; to: string }

/** The institute itself is authorised for the procedure on the day. */
export function instituteCovers(authorisations: readonly AuthorisationFact[], document: string | undefined, day: string): GuardAnswer {
  if (document === undefined) return unmet(LAW.authorised, '还没有选定检定规程。先选规程，再判断授权范围。', 'No procedure is chosen yet. Choose it first; then the scope can be judged.')
  const covering = authorisations.filter((a) => a.documents.includes('*') || a.documents.includes(document))
  if (covering.some((a) => a.from <= day && day <= a.to)) return met
  return covering.length > 0
    ? unmet(LAW.authorised, `本机构 ${document} 的授权（${covering[0]?.number}）在 ${day} 无效。`, `The authorisation of the institute for ${document} (${covering[0]?.number}) does not hold on ${day}.`)
    : unmet(LAW.authorised, `本机构的授权范围不含 ${document}。不予受理或转有授权的机构。`, `The institute is not authorised for ${document}. Refuse the item or send it to an institute that is.`)
}

/** The edition measured by is the one in force on the day. */
export function editionInForce(asked: { document: string | undefined; sha256: string | undefined; edition: string | undefined; inForce: { edition: string; sha256: string } | undefined; day: string }): GuardAnswer {
  const { document, inForce } = asked
  if (document === undefined) return unmet(LAW.metrologyLaw, '还没有选定检定规程。', 'No procedure is chosen yet.')
  if (!inForce) return unmet(LAW.metrologyLaw, `${asked.day} 没有现行有效的 ${document}。`, `No edition of ${document} is in force on ${asked.day}.`)
  if (asked.sha256 === undefined || asked.sha256 === inForce.sha256) return met
  return unmet(LAW.metrologyLaw,
    `记录依据 ${document}—${asked.edition ?? '?'}，${asked.day} 现行的是 ${document}—${inForce.edition}（内容不同）。请按现行版本重新检定。`,
    `The record follows ${document}—${asked.edition ?? '?'}; on ${asked.day} ${document}—${inForce.edition} is in force and differs. Measure again by the edition in force.`)
}

/** What nobody adopted passes and fails nobody. */
export function editionAdopted(asked: { document: string; edition: string; standing: 'official' | 'adopted' | 'not adopted' }): GuardAnswer {
  if (asked.standing !== 'not adopted') return met
  return unmet(LAW.adoption,
    `${asked.document}—${asked.edition} 的数据尚未采纳：可以测量和计算，不能判合格或不合格。请两人核对原文后采纳。`,
    `The data of ${asked.document}—${asked.edition} are not adopted: it can be measured and computed by, but it neither passes nor fails. Two persons adopt it after checking the text.`)
}

/** The method's dossier: accepted by two persons and fit; else the procedure is blocked, not the instrument. */
export function methodFit(document: string | undefined, method: { fit: boolean; accepted: boolean; ratioRule: string } | undefined): GuardAnswer {
  const name = document ?? '规程'
  const rule = method?.ratioRule || LAW.standards
  if (!method) return unmet(rule, `${name} 没有本机构的方法档案（标准器与不确定度）。先建档并由两人认可。`, `There is no dossier of the method ${name} here (standards and uncertainty). Make one and let two persons accept it.`)
  if (!method.accepted) return unmet(rule, `${name} 的方法档案还没有第二人认可。`, `The dossier of the method ${name} waits for its second person.`)
  return method.fit ? met : unmet(rule, `${name} 的方法不确定度太大，本规程暂停使用；与被检器具无关。改进方法后重新建档。`, `The uncertainty of the method ${name} is too large: the procedure is blocked here, whatever the instrument. Improve the method and make its dossier anew.`)
}

/** A second pair of eyes: whoever measured, by any account, does not check. Compared by person, over everybody who wrote a value. */
export function checkerIsAnother(measuredBy: readonly { id: number; name: string }[], checker: { id: number; name: string }): GuardAnswer {
  const same = measuredBy.find((m) => m.id === checker.id)
  return same
    ? unmet(LAW.twoPersons, `不能通过核验：核验员与检定员同为${same.name}。请另选核验员，已填内容不变。`, `Not checked: ${same.name} is both verifier and checker. Choose another checker; nothing is lost.`)
    : met
}

export function conditionsRecorded(missing: readonly Words[], document: string): GuardAnswer {
  if (missing.length === 0) return met
  return unmet(`${document}：检定条件`, `还没有记录：${missing.map((m) => m[0]).join('、')}。`, `Not recorded: ${missing.map((m) => m[1]).join(', ')}.`)
}

export function recordComplete(state: { record: boolean; rehearsal: boolean; failed?: boolean; open: readonly Words[]; problems: readonly Words[]; document: string }): GuardAnswer {
  const rule = `${state.document}：原始记录`
  if (!state.record) return unmet(rule, '还没有原始记录。先打开工作台开始检定。', 'There is no record yet. Open the bench and measure.')
  if (state.rehearsal) return unmet(rule, '这是演练记录，不能提交。请另开正式记录。', 'This record is a rehearsal and cannot be submitted. Open a real one.')
  const problem = state.problems[0]
  if (problem) return unmet(rule, `还有 ${state.problems.length} 处需要处理：${problem[0]}`, `${state.problems.length} things need care: ${problem[1]}`)
  // What failed one requirement has failed: the rest need not be measured.
  if (state.open.length > 0 && state.failed !== true) {
    const named = state.open.slice(0, 5)
    const more = state.open.length > named.length ? ` … ${state.open.length}` : ''
    return unmet(rule, `还有 ${state.open.length} 格没有填：${named.map((w) => w[0]).join('、')}${more}。`, `${state.open.length} cells are empty: ${named.map((w) => w[1]).join('; ')}${more}.`)
  }
  return met
}

export function senderAgreed(agreement: string | undefined): GuardAnswer {
  return agreement && agreement.trim() !== '' ? met
    : unmet('《安徽省计量监督管理条例》（2004）第十五条：确需延长的由双方协商', '延长期限要有与送检单位协商的记录。', 'An extension needs the record of the agreement with the sender.')
}

export function catalogueResolved(item: { kind: 'verification' | 'calibration'; name: string; catalogue: string | null; category: string; instrumentKind: string }): GuardAnswer {
  if (item.kind === 'calibration' || item.catalogue !== null || (item.category !== '' && item.instrumentKind !== '')) return met
  return unmet('《实施强制管理的计量器具目录》（市场监管总局公告 2020 年第 42 号）', `“${item.name}”还没有确定目录中的项别、种别。请在器具档案中补上。`, `"${item.name}" is not assigned to an entry of the catalogue. Complete it on the instrument's page.`)
}

export function divisionSet(division: string): GuardAnswer {
  return /^\d{6,12}$/.test(division) ? met : unmet('GB/T 2260 行政区划代码', '器具没有行政区划代码。', 'The instrument has no division code.')
}

export function freshlyConfirmed(fresh: boolean): GuardAnswer {
  return fresh ? met : unmet('度衡规则：签发前五分钟内确认身份', '请先重新确认身份。', 'Confirm who you are first.')
}

export function recomputedEqual(equal: boolean): GuardAnswer {
  return equal ? met : unmet(LAW.replay, '按原始记录重算的结果与提交时不同，不能签发。请退回检查。', 'Computed again, the record gives another result than was submitted; it cannot be issued. Send it back.')
}

export function acknowledgementStored(stored: boolean): GuardAnswer {
  return stored ? met : unmet('度衡规则：上报须有回执', '还没有收到上报的回执。', 'No acknowledgement of the report has come in.')
}
