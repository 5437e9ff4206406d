// One instrument as its page asks for it, and as its form shows it.
import { ask } from '#ui/client.ts'
import { api } from './api.ts'
import { emptyFields, writeParameters } from './instrument-form.ts'
import type { FormFields } from './instrument-form.ts'

/** `on`: as on a day, '' for today. */
export const instrumentQuery = (code: string, on: string) => ({
  queryKey: ['registry', 'instrument', code, on],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.instruments[':code'].$get({ param: { code }, query: on === '' ? {} : { on } }, { init: { signal } })),
})
export const catalogueQuery = { queryKey: ['registry', 'catalogue'], queryFn: ({ signal }: { signal: AbortSignal }) => ask(api['compulsory-catalogue'].$get({}, { init: { signal } })), staleTime: 3_600_000 }
export const placesQuery = (orgId: number | undefined) => ({
  queryKey: ['registry', 'places', orgId],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.places.$get({ query: orgId === undefined ? {} : { org: String(orgId) } }, { init: { signal } })),
})
export type InstrumentData = Awaited<ReturnType<ReturnType<typeof instrumentQuery>['queryFn']>>

export function formOf({ fields: f, declared }: InstrumentData): FormFields {
  return {
    ...emptyFields, name: f.name, catalogue: f.catalogue ?? '', category: f.category, kind: f.kind, model: f.model, measuringRange: f.measuringRange, accuracyClass: f.accuracyClass, serial: f.serial,
    maker: f.maker, ownerNo: f.ownerNo, purpose: f.purpose, settledDirect: f.settledDirect ? 'yes' : 'no', sellsToPublic: f.sellsToPublic === null ? '' : f.sellsToPublic ? 'yes' : 'no',
    standardRole: f.standardRole ?? '', madeOn: f.madeOn ?? '', installedOn: f.installedOn ?? '', parameters: writeParameters(f.parameters), placeId: f.placeId === null ? '' : String(f.placeId),
    ...(declared ? { verifiedOn: declared.verifiedOn, dueOn: declared.dueOn ?? '', verdict: declared.verdict, certificateNo: declared.certificateNo } : {}),
  }
}
