// The question or refusal a cell has, in the language of the page.
import type { Computed } from '@duheng/procedures/compute.ts'
import { useSay } from '#ui/i18n.ts'

export function useShownProblem(computed: Computed, cellId: string): string | undefined {
  const say = useSay()
  const found = computed.problems.find((p) => p.path === cellId)
  return found && say([found.zh, found.en])
}
