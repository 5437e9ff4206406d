// Whether a method may be used, in a word.
import { useWords } from '#ui/i18n.ts'
import type { VerdictKind } from '#ui/tokens.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { MethodStanding } from './method-state.ts'
import { methodWords } from './method-words.ts'

const kinds: Readonly<Record<MethodStanding, VerdictKind>> = { fit: 'ok', unfit: 'bad', waiting: 'warn', replaced: 'warn', missing: 'unk' }

export function MethodBadge({ standing }: { readonly standing: MethodStanding }) {
  const t = useWords(methodWords)
  return <VerdictBadge kind={kinds[standing]}>{t[standing]}</VerdictBadge>
}
