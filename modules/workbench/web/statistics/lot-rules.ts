// The rules of lots as the house's rulebook answers them, for the tools that compute with them. The last answer is kept in this browser, so
// that a lot can be worked out without a network; standing is then as it was that day, and said so.
import { useQuery } from '@tanstack/react-query'
import { ask, client } from '#ui/client.ts'
import type { RulebookApi } from '#modules/rulebook/contract.ts'

const api = client<RulebookApi>('/api')
const fetchRules = (signal: AbortSignal) => ask(api.rules.lots.$get({ query: {} }, { init: { signal } }))
export type LotRules = Awaited<ReturnType<typeof fetchRules>>
export type Stands = LotRules['sampling'][number]['stands']
export type PackageRule = LotRules['prepackages'][number]
export type StandingEdition = PackageRule['editions'][number]

const KEY = 'duheng.statistics.rules'

function kept(): LotRules | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (typeof value !== 'object' || value === null || !('prepackages' in value && 'sampling' in value && 'meters' in value)) return undefined
    return value as LotRules // this browser kept it from the route's own answer
  } catch {
    // No storage, or something else stands there.
    return undefined
  }
}

export type RulesAnswer = { readonly rules: LotRules | undefined; readonly error: unknown; readonly isKept: boolean; readonly retry: () => void }

export function useLotRules(): RulesAnswer {
  const query = useQuery({
    queryKey: ['rulebook', 'lots'], networkMode: 'always', staleTime: 600_000,
    queryFn: async ({ signal }) => {
      try {
        const rules = await fetchRules(signal)
        keep(rules)
        return { rules, isKept: false }
      } catch (error) {
        const rules = kept()
        if (rules === undefined) throw error
        return { rules, isKept: true }
      }
    },
  })
  return { rules: query.data?.rules, isKept: query.data?.isKept ?? false, error: query.error ?? undefined, retry: () => void query.refetch() }
}

function keep(rules: LotRules): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(rules))
  } catch {
    // Full or refused: without a network there will be no rules.
  }
}

/** Whether a part may pass or fail anybody. */
export const decides = ({ standing }: Pick<Stands, 'standing'>): boolean => standing !== 'not adopted'
