// Two windows on one record: the form of whoever saves second. When somebody else saved first, what only they changed is taken into the form
// and what both changed is chosen field by field (merge.ts, Merge.tsx). Absent: the record's fields, how it is fetched and sent.
import { useState } from 'react'
import type { Sending } from './form.ts'
import { dictionary, useWords } from './i18n.ts'
import { merge } from './merge.ts'
import { problemOf, type FieldProblem } from './problem.ts'

const words = dictionary({
  chooseOne: ['“{field}”两人都改过，请选一个', 'Both of you changed “{field}”; choose one'],
})

type Fields = Readonly<Record<string, string>>
type FieldOf<T> = keyof T & string
export type MergeChoice = 'mine' | 'theirs'
/** What the two changed since both opened the record, and what was chosen of it. */
export type Meeting<T extends Fields> = {
  readonly before: T
  readonly mine: T
  readonly theirs: T
  readonly taken: readonly FieldOf<T>[]
  readonly open: readonly FieldOf<T>[]
  readonly chosen: { readonly [Field in FieldOf<T>]?: MergeChoice }
}
/** A record as its form holds it. */
export type Versioned<T> = { readonly value: T; readonly version: number }

export type SharedForm<T extends Fields> = {
  readonly value: T
  /** What the form was made from: the newest state of the record seen here. */
  readonly base: T
  readonly set: (field: FieldOf<T>, text: string) => void
  readonly meeting: Meeting<T> | undefined
  readonly choose: (field: FieldOf<T>, choice: MergeChoice) => void
  /** Fields both changed of which none was chosen yet; they are not sent. */
  readonly problems: (label: (field: FieldOf<T>) => string) => FieldProblem[]
  /** Sends; true when it was saved. Refused as `stale`, the newest state is fetched and the two meet. */
  readonly save: (sending: Sending, work: (idempotencyKey: string, version: number) => Promise<unknown>, newest: () => Promise<Versioned<T>>) => Promise<boolean>
}

export function useSharedForm<T extends Fields>(opened: () => Versioned<T>): SharedForm<T> {
  const t = useWords(words)
  const [{ value: base, version }, setSeen] = useState(opened)
  const [value, setValue] = useState(base)
  const [meeting, setMeeting] = useState<Meeting<T>>()
  const meet = (now: Versioned<T>) => {
    const merged = merge(base, value, now.value)
    setMeeting({ before: base, mine: value, theirs: now.value, taken: merged.taken, open: merged.open, chosen: {} })
    setSeen(now)
    setValue(merged.value)
  }
  return {
    value, base, meeting,
    set: (field, text) => {
      setValue({ ...value, [field]: text })
      // Typed anew is chosen: what stands in the form is what one wants.
      if (meeting?.open.includes(field)) setMeeting({ ...meeting, mine: { ...meeting.mine, [field]: text }, chosen: { ...meeting.chosen, [field]: 'mine' } })
    },
    choose: (field, choice) => {
      if (!meeting) return
      setMeeting({ ...meeting, chosen: { ...meeting.chosen, [field]: choice } })
      setValue({ ...value, [field]: meeting[choice][field] })
    },
    problems: (label) => (meeting?.open ?? []).filter((field) => meeting?.chosen[field] === undefined).map((field) => ({ field: `merge.${field}`, message: t.chooseOne({ field: label(field) }) })),
    save: async (sending, work, newest) => {
      let isStale = false
      const sent = await sending.send(async (key) => {
        try {
          await work(key, version)
        } catch (error) {
          if (problemOf(error).code !== 'stale') throw error
          isStale = true
        }
        if (isStale) meet(await newest())
      })
      return sent && !isStale
    },
  }
}
