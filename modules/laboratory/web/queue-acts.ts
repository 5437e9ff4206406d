// Passing and signing, one or many: each item answers for itself, the rest go on.
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useSay } from '#ui/i18n.ts'
import { api } from './api.ts'

type Item = { readonly id: number; readonly no: string; readonly version: number; readonly shown: string | null }
type Outcome = { readonly issued: number; readonly refused: readonly { readonly no: string; readonly reason: string }[] }

/** Signed a few at a time, so that progress can be shown and the page may be left. */
const AT_ONCE = 5

export function useDecide(step: 'check' | 'sign') {
  const say = useSay()
  const [error, setError] = useState<unknown>()
  const [progress, setProgress] = useState<{ n: number; of: number }>()
  const [outcome, setOutcome] = useState<Outcome>()
  const run = async (work: () => Promise<Outcome | undefined>) => {
    setError(undefined)
    setOutcome(undefined)
    try {
      setOutcome(await work())
    } catch (thrown) {
      setError(thrown)
      if (step === 'sign') throw thrown
    } finally {
      setProgress(undefined)
    }
  }
  const check = (items: readonly Item[]) => run(async () => {
    for (const [n, item] of items.entries()) {
      if (items.length > 1) setProgress({ n, of: items.length })
      await ask(api.items[':id'].steps.$post({ param: { id: String(item.id) }, json: { transition: 'check', version: item.version, fields: {} } }))
    }
    return undefined
  })
  const sign = (items: readonly Item[]) => run(async () => {
    const ready = items.flatMap((i) => (i.shown === null ? [] : [{ id: i.id, shown: i.shown }]))
    const refused: { no: string; reason: string }[] = []
    let issued = 0
    for (let from = 0; from < ready.length; from += AT_ONCE) {
      if (ready.length > AT_ONCE) setProgress({ n: from, of: ready.length })
      const answer = await ask(api.sign.$post({ json: { items: ready.slice(from, from + AT_ONCE) } }))
      issued += answer.issued
      for (const d of answer.done) if (!d.ok) refused.push({ no: items.find((i) => i.id === d.id)?.no ?? String(d.id), reason: say([d.zh, d.en]) })
    }
    return { issued, refused }
  })
  return { check, sign, error, progress, outcome }
}
