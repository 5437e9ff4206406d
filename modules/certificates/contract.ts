// What other modules may use of certificates. The life of an issue, for the laboratory:
//   reserveNumber(tx, …)          in a transaction: number, public id and nonce for the record, the same for the same source
//   prepareCertificate(services, record, { orgId, clock })   outside any transaction: documents, seal, leaf, files
//   recordCertificate(tx, services, clock, prepared, facts)  in the transaction that records the laboratory's own step
//   awaitIssued(services, [issued])                   after it committed: the log has it
export { prepareCertificate } from './prepare.ts'
export type { CertificateServices, Prepared, PreparedAnswer } from './prepare.ts'
export { awaitIssued, recordCertificate } from './issue.ts'
export type { IssueFacts, Issued } from './issue.ts'
export { reserveNumber } from './number-store.ts'
export type { Reservation } from './number-store.ts'
export { certificateByPublicId, certificateBySource, certificateLine, certificatesOf } from './certificate-store.ts'
export type { CertificateLine } from './certificate-store.ts'
export { certificateOfItem } from './item-certificate.ts'
export type { ItemCertificate } from './item-certificate.ts'
export { inView, languageOf, publicPage, sayingBox, viewOf } from './public-page.ts'
export type { Html, PublicFrame, View } from './public-page.ts'
export type { Pair, Saying } from './check/words.ts'
export { checkBundle } from './check/check.ts'
export type { CheckedBundle } from './check/check.ts'
export { stateOn } from './state.ts'
export type { CertificateState } from './state.ts'
export type { CertificatesApi } from './server.ts'
export { documentPath } from './certificate-files.ts'
