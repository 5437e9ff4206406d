// The answers about removing the demonstration, read field by field.
import type { Pair } from '#ui/i18n.ts'

export type Counts = { readonly organisations: number; readonly people: number; readonly instruments: number; readonly certificates: number }
export type RemovalProgress = { readonly step: number; readonly of: number; readonly doing: Pair }

const membersOf = (body: unknown) => new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
const pairOf = (value: unknown): Pair | undefined => (Array.isArray(value) && value.length === 2 ? [String(value[0]), String(value[1])] : undefined)

export function readRemoval(body: unknown): Counts & { readonly obstacle: Pair | undefined } {
  const members = membersOf(body)
  const number = (name: string) => Number(members.get(name) ?? 0)
  return { organisations: number('organisations'), people: number('people'), instruments: number('instruments'), certificates: number('certificates'), obstacle: pairOf(members.get('obstacle')) }
}

export function readProgress(body: unknown): RemovalProgress {
  const members = membersOf(body)
  return { step: Number(members.get('step') ?? 0), of: Number(members.get('of') ?? 1), doing: pairOf(members.get('doing')) ?? ['', ''] }
}
