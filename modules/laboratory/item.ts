// What is told of an item, to whom. A client sees states and days, never raw readings or who measured.
import type { Tx } from '#platform/db/database.ts'
import type { Words } from '#platform/http/problem.ts'
import type { Workflow } from '@duheng/rules/workflow.ts'
import { organisationById } from '#modules/registry/contract.ts'
import type { Doer } from '#modules/registry/contract.ts'
import type { listItems } from './order-store.ts'
import type { StepRow } from './step-store.ts'

export type ListedItem = Awaited<ReturnType<typeof listItems>>[number]

/** Names of the laboratories and clients of some rows, as far as the reader may see them. */
export async function partyNames(tx: Tx, rows: readonly { org_id: number; client_org_id: number }[]): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>()
  for (const orgId of new Set(rows.flatMap((r) => [r.org_id, r.client_org_id]))) {
    const organisation = await organisationById(tx, orgId)
    if (organisation) names.set(orgId, organisation.name)
  }
  return names
}

export const itemAnswer = (i: ListedItem, names: ReadonlyMap<number, string>, staff: boolean) => ({
  id: i.id, no: i.no, slip: i.slip, orderId: i.order_id, orderNo: i.order_no, kind: i.kind, way: i.way, wantedOn: i.wanted_on, state: i.state, version: i.version,
  instrument: { id: i.instrument_id, code: i.instrument_code, name: i.instrument_name },
  laboratory: { id: i.org_id, name: names.get(i.org_id) ?? '' }, client: { id: i.client_org_id, name: names.get(i.client_org_id) ?? '' },
  receivedOn: i.received_on, dueOn: i.due_on, verifierId: staff ? i.verifier_id : null, procedure: i.procedure_document, shelf: i.shelf, updatedAt: i.updated_at,
  certificate: i.certificate_id === null ? null : { id: i.certificate_id, number: i.certificate_no, publicId: i.public_id, verdict: i.verdict },
})

export const stateWords = (workflow: Workflow, state: string): Words => {
  const found = workflow.states.find((s) => s.id === state)
  return found ? [found.zh, found.en] : [state, state]
}

/** A step as its reader may see it: people by name to the laboratory alone, to others the organisation whose act it was; reasons to both. */
export function stepAnswer(workflow: Workflow, step: StepRow, staff: boolean, doer: Doer) {
  const transition = workflow.transitions.find((t) => t.id === step.transition)
  return {
    transition: step.transition, zh: transition?.zh ?? step.transition, en: transition?.en ?? step.transition, from: step.from_state, to: step.to_state,
    at: step.at, on: step.on, actNo: step.act_no, fields: staff ? step.fields : told(step.fields), ...(staff ? { by: { id: step.actor_id, name: step.actor_name } } : {}),
    organisation: doer.organisation, system: doer.system,
  }
}

/** Fields of steps that concern the client. */
const TOLD = new Set(['reason', 'wanted day', 'place', 'condition', 'seals', 'agreement'])
const told = (fields: unknown): Record<string, unknown> =>
  (typeof fields === 'object' && fields !== null ? Object.fromEntries(Object.entries(fields).filter(([name]) => TOLD.has(name))) : {})
