// A lot of meters in service: what the sample says of the whole, whether its parts fail alike, and plainly whether the rule may decide.
import { useMemo } from 'react'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { decides } from '../lot-rules.ts'
import { NumberSheet, type SheetColumn } from '../NumberSheet.tsx'
import { percent, percentNeat, probability } from '../shown.ts'
import { significant } from '../../../printed.ts'
import type { Design } from './design.ts'
import type { SamplingBody } from '../../../sampling-body.ts'
import { samplingWords } from './sampling-words.ts'
import { strataOf, type Asked } from './spec.ts'

type Props = { readonly body: SamplingBody; readonly change: (body: SamplingBody, group?: string) => void; readonly undo: () => void; readonly asked: Asked; readonly design: Design }

export function MeterLot({ body, change, undo, asked, design }: Props) {
  const t = useWords(samplingWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  const { verdict } = design
  const isDecided = asked.basis?.every(decides) === true
  const columns = useMemo((): readonly SheetColumn[] => [{ key: 'name', title: t.part, name: t.part, words: true }, { key: 'n', title: t.drawn, name: t.drawn }, { key: 'failed', title: t.failedOf, name: t.failedOf }], [t])
  const strata = useMemo(() => strataOf(body), [body])
  return (
    <Panel title={t.lotOfMeters} aside={verdict?.ok === true && (isDecided
      ? <VerdictBadge kind={verdict.value.verdict === 'stays' ? 'ok' : 'bad'}>{verdict.value.verdict === 'stays' ? t.stays : t.leaves}</VerdictBadge> : <VerdictBadge kind="unk">{t.notJudged}</VerdictBadge>)}>
      <div className="stack">
        {verdict?.ok === false && <Notice tone="warn">{english ? verdict.reason : verdict.zh}</Notice>}
        {verdict?.ok === true && (
          <>
            <p>{!isDecided && <strong>{t.onlyComputed} </strong>}{say([verdict.value.says.zh, verdict.value.says.en])}</p>
            <dl className="st-figures">
              <div><dt>{t.observed}</dt><dd>{percent(verdict.value.observed)}</dd></div>
              <div><dt>{t.atMost({ c: percentNeat(verdict.value.confidence) })}</dt><dd>{percent(verdict.value.shareAtMost)}</dd></div>
            </dl>
          </>
        )}
        <h3>{t.strata}</h3>
        <NumberSheet label={t.strata} columns={columns} rows={body.meters.strata} most={100} undo={undo} onChange={(rows, group) => change({ ...body, meters: { ...body.meters, strata: rows } }, group)} />
        {strata?.ok === false && <Notice tone="warn">{english ? strata.reason : strata.zh}</Notice>}
        {strata?.ok === true && (
          <p className={strata.value.alike ? 'st-sentence' : 'st-problem'}>
            {(strata.value.alike ? t.alike : t.apart)({ chi2: significant(strata.value.chi2, 3), dof: strata.value.dof, p: probability(strata.value.p) })} {strata.value.caution && say([strata.value.caution.zh, strata.value.caution.en])}
          </p>
        )}
      </div>
    </Panel>
  )
}
