// The dossier as it is read: verdict and what blocks first, then standards by role, then each budget, then who stands for it.
import { useQuery } from '@tanstack/react-query'
import { showInstant } from '#ui/dates.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Columns, Facts, Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { MethodBudget } from './MethodBudget.tsx'
import { blockersOf } from './method-state.ts'
import type { Blocker, UsedStandard } from './method-state.ts'
import type { Dossier, MethodProcedure } from './method-queries.ts'
import { methodWords } from './method-words.ts'
import { StandardBadge, standingWord } from './StandardBadge.tsx'
import { standardsQuery } from './standard-queries.ts'
import type { ListedStandard } from './standard-queries.ts'
import { standingOf } from './standard-state.ts'
import { standardWords } from './standard-words.ts'
import './dossier.css'

type Props = {
  readonly procedure: MethodProcedure
  readonly dossier: Dossier | null
  /** Stands beside another that is in force: what blocks it blocks nothing yet. */
  readonly isProposal: boolean
}

export function MethodDossier({ procedure, dossier, isProposal }: Props) {
  const t = useWords(methodWords)
  const say = useSay()
  const today = useToday()
  const standards = useQuery(standardsQuery).data ?? []
  const used = dossier ? usedStandards(procedure, dossier, standards, today) : []
  return (
    <Columns
      main={<>
        <Blockers blockers={blockersOf(dossier, procedure.standing, used)} isProposal={isProposal} />
        {dossier && <Panel title={t.byStandard}><ByRole procedure={procedure} dossier={dossier} standards={standards} /></Panel>}
        {dossier?.budgets.map((budget) => <MethodBudget key={budget.id} budget={budget} />)}
      </>}
      side={<Panel>
        <Facts facts={[
          { name: t.document, value: <a href={`/procedures/${procedure.sha256}`}>{t.methodPage}</a> },
          ...(dossier ? [
            { name: t.proposed, value: t.by({ name: dossier.proposedByName, at: showInstant(dossier.proposedAt) }) },
            { name: t.accepted, value: dossier.acceptedAt ? t.by({ name: dossier.acceptedByName ?? '', at: showInstant(dossier.acceptedAt) }) : '' },
            ...procedure.parameters.flatMap((p) => (dossier.parameters[p.id] === undefined ? [] : [{ name: say([p.zh, p.en]), value: optionWord(p, dossier.parameters[p.id] ?? '', say) }])),
          ] : []),
        ]} />
        <p className="muted dossier-note">{t.why}</p>
      </Panel>}
    />
  )
}

export function optionWord(parameter: MethodProcedure['parameters'][number], value: string, say: (pair: readonly [string, string]) => string): string {
  const option = parameter.kind === 'choice' ? parameter.options.find(({ id }) => id === value) : undefined
  return option ? say([option.zh, option.en]) : value
}

function usedStandards(procedure: MethodProcedure, dossier: Dossier, standards: readonly ListedStandard[], today: string): UsedStandard[] {
  return procedure.standards.flatMap((role) => {
    const standard = standards.find(({ id }) => id === dossier.standards[role.id]?.standardId)
    return standard ? [{ zh: role.zh, en: role.en, code: standard.code, standing: standingOf(standard, today) }] : []
  })
}

function Blockers({ blockers, isProposal }: { readonly blockers: readonly Blocker[]; readonly isProposal: boolean }) {
  const t = useWords(methodWords)
  const s = useWords(standardWords)
  const say = useSay()
  if (blockers.length === 0) return <Notice tone="ok">{isProposal ? t.openProposal : t.open}</Notice>
  const sentence = (blocker: Blocker): string => {
    switch (blocker.kind) {
      case 'no dossier': return t.blockNoDossier
      case 'not accepted': return t.blockNotAccepted
      case 'replaced': return t.blockReplaced
      case 'not adopted': return t.blockNotAdopted
      case 'ratio': return t.blockRatio({ ...blocker.budget, name: say([blocker.budget.zh, blocker.budget.en]) })
      case 'requirement': return (blocker.requirement.holds === 'not known' ? t.blockUnknown : t.blockRequirement)({ text: say([blocker.requirement.zh, blocker.requirement.en]) })
      case 'standard': return t.blockStandard({ role: say([blocker.standard.zh, blocker.standard.en]), code: blocker.standard.code, state: s[standingWord[blocker.standard.standing]] })
    }
  }
  const only = blockers.length === 1 && blockers[0]?.kind === 'not adopted'
  return <Notice tone={only ? 'unk' : isProposal ? 'warn' : 'bad'}>{!only && <strong>{isProposal ? t.blocksProposal : t.blocks}</strong>}<ul className="dossier-list">{blockers.map((blocker, at) => <li key={at}>{sentence(blocker)}</li>)}</ul></Notice>
}

function ByRole({ procedure, dossier, standards }: { readonly procedure: MethodProcedure; readonly dossier: Dossier; readonly standards: readonly ListedStandard[] }) {
  const t = useWords(methodWords)
  const say = useSay()
  const today = useToday()
  return (
    <Scroll label={t.byStandard}>
      <table className="dossier-table">
        <caption className="hidden">{t.byStandard}</caption>
        <thead><tr><th scope="col">{t.role}</th><th scope="col">{t.thing}</th><th scope="col">{t.value}</th></tr></thead>
        <tbody>
          {procedure.standards.map((role) => {
            const given = dossier.standards[role.id]
            const standard = standards.find(({ id }) => id === given?.standardId)
            return (
              <tr key={role.id}>
                <th scope="row">{say([role.zh, role.en])}</th>
                <td>{standard ? <><a href={`/standards/${standard.id}`}>{standard.code} {standard.name}</a> <StandardBadge standing={standingOf(standard, today)} /></> : given ? t.experiment : '—'}</td>
                <td>{role.values.map((value) => <div key={value.name}>{say([value.zh, value.en])} <span className="nowrap">{given?.values[value.name] ?? '—'}</span></div>)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}
