// Gathers what a certificate is composed of, for the preview and for signing alike: what is shown is what is signed.
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { today } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { instrumentFacts, organisationById } from '#modules/registry/contract.ts'
import type { InstrumentFacts } from '#modules/registry/contract.ts'
import { composeCertificate, PREVIEW, shownHash } from './certificate-record.ts'
import type { Composed, Names, OrderFacts } from './certificate-record.ts'
import { loadMeasurement } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import { methodFor } from './method-store.ts'
import { methodStandards } from './method.ts'
import { orderById } from './order-store.ts'
import type { ItemRow } from './order-store.ts'
import { authorisationsOf } from './people-store.ts'
import { lastChecker } from './step-store.ts'

export type Shown = { record: CertificateRecord; shown: string; measurement: Measurement; composed: Composed }

/** The certificate of an item as it would be issued now by `approver`; undefined while there is no submitted record. */
export async function compose(tx: Tx, clock: Clock, item: ItemRow, approver: string, demo: boolean, names: Names = PREVIEW): Promise<Shown | undefined> {
  const day = today(clock)
  const measurement = await loadMeasurement(tx, item.id, day)
  if (!measurement || measurement.record.rehearsal || !measurement.result) return undefined
  const facts = await factsAt(tx, item, measurement)
  const order = await orderById(tx, item.order_id)
  const laboratory = await organisationById(tx, item.org_id)
  const client = await organisationById(tx, item.client_org_id)
  if (!facts || !order || !laboratory || !client) return undefined
  const method = await methodFor(tx, item.org_id, measurement.record.procedure_sha256)
  const composed: Composed = {
    m: measurement, facts, order: orderFacts(item, order, measurement), demo, approver, issuedOn: day, checker: (await lastChecker(tx, item.id))?.name ?? '—',
    method: method && { standards: methodStandards(method.standards) },
    parties: {
      laboratory: { name: laboratory.name, address: laboratory.address, phone: laboratory.phone, authorisations: (await authorisationsOf(tx, item.org_id)).filter((a) => a.from <= day && day <= a.to) },
      client: { name: client.name, address: client.address, creditCode: client.credit_code },
    },
  }
  const record = composeCertificate(composed, names)
  return { record, shown: shownHash(record), measurement, composed }
}

/** The instrument as it was when the record was opened: its row may have changed since, the measurement has not. */
async function factsAt(tx: Tx, item: ItemRow, m: Measurement): Promise<InstrumentFacts | undefined> {
  const now = await instrumentFacts(tx, item.instrument_id)
  const then = m.record.instrument
  if (!now || typeof then !== 'object' || then === null || Array.isArray(then)) return now
  const kept = (key: 'name' | 'model' | 'serial' | 'maker' | 'measuringRange' | 'accuracyClass' | 'ownerNo') => (typeof then[key] === 'string' ? then[key] : now[key])
  return { ...now, name: kept('name'), model: kept('model'), serial: kept('serial'), maker: kept('maker'), measuringRange: kept('measuringRange'), accuracyClass: kept('accuracyClass'), ownerNo: kept('ownerNo') }
}

function orderFacts(item: ItemRow, order: { decision_rule: string }, m: Measurement): OrderFacts {
  const { place } = m.record
  const kind = typeof place === 'object' && place !== null && !Array.isArray(place) ? place['kind'] : undefined
  const text = typeof place === 'object' && place !== null && !Array.isArray(place) ? place['text'] : undefined
  return {
    kind: item.kind === 'calibration' ? 'calibration' : 'verification', decisionRule: order.decision_rule, receivedOn: item.received_on,
    placeKind: kind === 'client' || kind === 'other' ? kind : 'laboratory', placeText: typeof text === 'string' ? text : '',
  }
}
