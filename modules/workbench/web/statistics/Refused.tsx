// Why nothing could be computed, in the words of the calculation.
import type { Refusal } from '@duheng/decisions/refusal.ts'
import { useLanguage } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'

export function Refused({ by }: { readonly by: Refusal }) {
  return <Notice tone="warn" say="later">{useRefusalText()(by)}</Notice>
}

export function useRefusalText(): (by: Refusal) => string {
  const english = useLanguage() === 'en'
  return ({ zh, reason }) => (english ? reason : zh)
}
