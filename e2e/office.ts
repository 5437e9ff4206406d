// What colleagues have done before a story begins, through the same routes: checked, signed, issued. Absent: the browser.
import type { TestPerson } from '#apps/server/testing.ts'
import { exampleReadings } from '#modules/laboratory/testing.ts'
import type { StoryHouse } from './house.ts'

export type Issued = { readonly itemId: number; readonly id: number; readonly number: string; readonly publicId: string }

/** Submitted and checked, waiting for the signatory. */
export async function checked({ laboratory: l }: StoryHouse, serial: string, example?: string): Promise<number> {
  const item = await l.filled(serial, example)
  l.ok(await l.step(l.people.verifier, item.id, 'submit'))
  l.ok(await l.step(l.people.checker, item.id, 'check'))
  return item.id
}

/** Booked, received, assigned to this person, measured by them with the passing example and submitted. */
export async function submittedBy({ laboratory: l }: StoryHouse, who: TestPerson, serial: string): Promise<{ id: number; no: string }> {
  const api = async (as: TestPerson, method: string, path: string, body: unknown) => l.ok(await l.house.call(as, method, `/api/laboratory${path}`, body))
  const order = await api(l.people.owner, 'POST', '/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '周市场', instrumentIds: [await l.scale(serial)] })
  const [item] = order.items
  l.ok(await l.step(l.people.reception, item.id, 'accept', { procedure: 'JJG 539' }))
  await api(l.people.reception, 'POST', '/reception', { items: [{ itemId: item.id, condition: '完好' }] })
  l.ok(await l.step(l.people.reception, item.id, 'assign', { verifierId: who.id }))
  const { recordId } = await api(who, 'POST', `/items/${item.id}/record`, { parameters: { stage: 'subsequent', class: 'iii' } })
  const typedAt = new Date(l.house.clock.now()).toISOString()
  const readings = Object.entries(exampleReadings('market-scale-passes')).map(([cell, text], i) => ({ cell, text, typedAt, clientId: `${serial}-${String(i).padStart(8, '0')}` }))
  await api(who, 'PUT', `/items/${item.id}/readings`, { recordId, readings })
  l.ok(await l.step(who, item.id, 'submit'))
  return { id: item.id, no: item.no }
}

export async function issued(s: StoryHouse, serial: string, example?: string): Promise<Issued> {
  const { laboratory: l } = s
  const { signatory } = l.people
  const itemId = await checked(s, serial, example)
  const { shown } = l.ok(await l.house.call(signatory, 'GET', `/api/laboratory/items/${itemId}/certificate`))
  const [done] = l.ok(await l.house.call(signatory, 'POST', '/api/laboratory/sign', { items: [{ id: itemId, shown }] })).done
  const certificate = l.ok(await l.house.call(signatory, 'GET', `/api/certificates/${done.certificateId}`))
  return { itemId, id: done.certificateId, number: done.number, publicId: certificate.publicId }
}

/** The PDF as the owner has it. */
export async function pdfOf({ laboratory: l }: StoryHouse, { id }: Issued): Promise<Buffer> {
  const answer = await l.house.raw(l.people.owner, 'GET', `/api/certificates/${id}/pdf`)
  return Buffer.from(await answer.arrayBuffer())
}

/** The public page once the log has the certificate. */
export async function logged({ laboratory: l }: StoryHouse, { publicId }: Issued): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const answer = await l.house.raw(undefined, 'GET', `/api/public/certificates/${publicId}`)
    const body: unknown = await answer.json()
    if (typeof body === 'object' && body !== null && 'proof' in body) return
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
  throw new Error(`${publicId} did not reach the log`)
}
