// Where a study of each kind is worked on, and what the kinds are called.
import type { Pair } from '#ui/i18n.ts'
import type { StudyKind } from '../saved-body.ts'

export const KIND_WORDS: Readonly<Record<StudyKind, Pair>> = {
  uncertainty: ['不确定度', 'Uncertainty'], comparison: ['比对', 'Comparison'], prepackage: ['定量包装', 'Prepackages'], 'control-chart': ['控制图', 'Control chart'], sampling: ['抽样', 'Sampling'],
}

/** The newest version to work on, or one to look at. */
export function studyHref(kind: StudyKind, id: string | number, version?: number): string {
  if (kind === 'uncertainty') return `/uncertainty/studies/${id}${version === undefined ? '' : `?version=${version}`}`
  return `/statistics/${kind}?study=${id}${version === undefined ? '' : `&version=${version}`}`
}

export const toolHref = (kind: StudyKind): string => (kind === 'uncertainty' ? '/uncertainty' : `/statistics/${kind}`)

/** A version somebody shared, opened by its token. */
export const sharedHref = (kind: StudyKind, token: string): string => (kind === 'uncertainty' ? `/uncertainty/shared/${token}` : `/statistics/${kind}?shared=${token}`)
