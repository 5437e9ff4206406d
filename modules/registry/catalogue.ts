// The compulsory catalogues shipped under rules/catalogue, read once; which one is in force on a day.
import { readFileSync, readdirSync } from 'node:fs'
import { readCatalogue } from '@duheng/rules/catalogue.ts'
import type { Catalogue, Entry } from '@duheng/rules/catalogue.ts'

let shipped: readonly Catalogue[] | undefined

/** All shipped catalogues in the order of their dates; a file that cannot be read is our own bug. */
export function catalogues(): readonly Catalogue[] {
  if (shipped) return shipped
  const folder = new URL('../../rules/catalogue/CN/', import.meta.url)
  const read = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => {
    const answer = readCatalogue(readFileSync(new URL(name, folder), 'utf8'))
    if (!answer.ok) throw new Error(`rules/catalogue/CN/${name} cannot be read: ${JSON.stringify(answer.problems[0])}`)
    return answer.value
  })
  shipped = read.sort((a, b) => (a.from < b.from ? -1 : 1))
  return shipped
}

/** The catalogue in force on a day; before the first of them, the first: it then says from when it holds. */
export function catalogueAt(day: string): Catalogue {
  const all = catalogues()
  const found = all.findLast((c) => c.from <= day) ?? all[0]
  if (!found) throw new Error('no catalogue is shipped')
  return found
}

/** Said of an instrument that somebody looked up and found in no entry. */
export const NOT_LISTED = 'not-listed'

export function entryOf(catalogue: Catalogue, id: string | null): Entry | undefined {
  return id === null ? undefined : catalogue.entries.find((e) => e.id === id)
}
