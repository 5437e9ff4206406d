// A record as it stands: its procedure, readings, what they compute to, the standards used. Loads, then computes by lib/procedures.
import { canonicalResult, compute } from '@duheng/procedures/compute.ts'
import type { Computed } from '@duheng/procedures/compute.ts'
import type { ParameterValues } from '@duheng/procedures/parameters.ts'
import type { Tx } from '#platform/db/database.ts'
import { procedureByHash } from '#modules/rulebook/contract.ts'
import type { EffectiveProcedure } from '#modules/rulebook/contract.ts'
import { textsOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { latestRecord, latestResult, readingsOf, standardsOfRecord } from './record-store.ts'
import type { RecordRow, ResultRow, UsedStandard } from './record-store.ts'

/** Name and version of what computes; stored with every record and result. A change of results is a listed decision. */
export const ENGINE = 'duheng 0.1.0'

export type Measurement = {
  record: RecordRow
  procedure: EffectiveProcedure
  parameters: ParameterValues
  readings: readonly Reading[]
  computed: Computed
  standards: readonly UsedStandard[]
  result: ResultRow | undefined
}

/** The item's newest record, computed; undefined when nothing was opened yet. `day` asks for the edition's standing on that day. */
export async function loadMeasurement(tx: Tx, itemId: number, day: string): Promise<Measurement | undefined> {
  const record = await latestRecord(tx, itemId)
  return record && measurementOf(tx, record, day)
}

export async function measurementOf(tx: Tx, record: RecordRow, day: string): Promise<Measurement> {
  const procedure = await procedureByHash(tx, { orgId: record.org_id, hash: record.procedure_sha256, date: day })
  if (!procedure) throw new Error(`the procedure edition of record ${record.id} is gone`)
  const readings = await readingsOf(tx, record.id)
  const parameters = parameterValues(record.parameters)
  return {
    record, procedure, parameters, readings, computed: compute(procedure.procedure, parameters, textsOf(readings)),
    standards: await standardsOfRecord(tx, record.id), result: await latestResult(tx, record.id),
  }
}

/** Parameters as stored: names and texts, nothing else. */
export function parameterValues(json: unknown): ParameterValues {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {}
  return Object.fromEntries(Object.entries(json).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])))
}

export const canonicalText = (computed: Computed): string => new TextDecoder().decode(canonicalResult(computed))
