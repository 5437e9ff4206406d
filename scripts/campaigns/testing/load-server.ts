// A house on a real listener for the load campaign, in a process of its own: a ledger of some thousand instruments, certificates, and a
// person for each kind of request. Prints one line of JSON when it is ready; ends when its parent does.
import type { AddressInfo } from 'node:net'
import { setLogSink } from '#platform/http/log.ts'
import { addInstrumentRows, blankFields } from '#modules/registry/contract.ts'
import { jobScope } from '#platform/db/scope.ts'
import { listen } from '#apps/server/listener.ts'
import { plantSide, person } from '#apps/server/security/testing/sides.ts'
import { openTestHouse } from '#apps/server/testing.ts'

const instruments = Number(process.argv[2] ?? 2_000)
setLogSink(() => {})
const t = await openTestHouse()
const side = await plantSide(t, 'A', '341181')
for (let done = 0; done < instruments; done += 500) {
  await t.db.withTx(jobScope, (tx) => addInstrumentRows(tx, Array.from({ length: Math.min(500, instruments - done) }, (_, i) => ({
    orgId: side.orgs.enterprise, ownerName: side.mark, placeName: null, division: side.division, declared: null, createdBy: 1, at: '2026-11-23T01:00:00.000Z',
    fields: { ...blankFields, name: '电子计价秤', category: '衡器', kind: '非自动衡器', purpose: 'trade', model: `ACS-${(done + i) % 60}`, serial: `L${done + i}`, maker: '云溪衡器有限公司' },
  }))))
}
const server = listen({ port: 0, host: '127.0.0.1' }, t.house.app.fetch, () => {
  const { port } = server.address() as AddressInfo // a TCP listener has a port
  process.stdout.write(`${JSON.stringify({ port, cookie: person(side.people, 'owner-admin').cookie, code: side.texts.instrumentCode, publicId: side.texts.publicId })}\n`)
})
setInterval(() => { t.clock.advance(1_000) }, 1_000)
process.stdin.on('end', () => process.exit(0)).resume()
