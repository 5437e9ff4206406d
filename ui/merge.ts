// Two people changed one record: what each of them changed since both opened it, field by field. What only one of them touched stands;
// where both did, differently, somebody chooses. Pure.

export type Merged<T> = {
  /** Mine, with what only they changed. In open fields mine stands until somebody chooses. */
  readonly value: T
  /** Fields only they changed, taken over. */
  readonly taken: readonly (keyof T & string)[]
  /** Fields both changed, differently. */
  readonly open: readonly (keyof T & string)[]
}

export function merge<T extends Readonly<Record<string, string>>>(base: T, mine: T, theirs: T): Merged<T> {
  const fields = (Object.keys(mine) as (keyof T & string)[]).filter((field) => mine[field] !== theirs[field]) // the keys of a record of the caller's own type
  const taken = fields.filter((field) => mine[field] === base[field])
  const open = fields.filter((field) => mine[field] !== base[field] && theirs[field] !== base[field])
  return { value: { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) }, taken, open }
}
