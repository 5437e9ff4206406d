// The text a form holds of an instrument's field, as its form shows it: choices by their words, places by their names.
import { useQuery } from '@tanstack/react-query'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { catalogueQuery, placesQuery } from './instrument-query.ts'
import type { FormFields } from './instrument-form.ts'
import { purposePairs, words } from './registry-words.ts'

export function useShownField(orgId: number): (field: keyof FormFields, text: string) => string {
  const t = useWords(words)
  const say = useSay()
  const chinese = useLanguage() !== 'en'
  const catalogue = useQuery(catalogueQuery).data
  const places = useQuery(placesQuery(orgId)).data
  return (field, text) => {
    if (text === '') return ''
    if (field === 'purpose') return say(purposePairs[text] ?? [text, text])
    if (field === 'placeId') return places?.places.find((p) => String(p.id) === text)?.name ?? text
    if (field === 'settledDirect' || field === 'sellsToPublic') return text === 'yes' ? t.yes : t.no
    if (field === 'verdict') return text === 'fail' ? t.fail : t.pass
    if (field === 'standardRole') return text === 'public standard' ? t.publicStandard : t.highestStandard
    if (field !== 'catalogue') return text
    const entry = catalogue?.entries.find((e) => e.id === text)
    if (!entry) return text === 'not-listed' ? t.notListed : text
    return chinese ? `${entry.first.zh} / ${entry.second.zh}` : `${entry.first.en} / ${entry.second.en}`
  }
}
