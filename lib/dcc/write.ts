// CertificateRecord → DCC 3.3.0 XML with D-SI 2.2.1. The same record gives the same bytes, for ever: those bytes are hashed and signed.
// Absent: signatures (lib/signing signs the exact bytes), stylesheets, embedded files.

import type { CertificateRecord } from './record.ts'
import { administrativeData } from './write-administrative.ts'
import { measurementResults } from './write-results.ts'
import { element, xmlBytes } from './xml-write.ts'

export const dccNamespace = 'https://ptb.de/dcc'
export const siNamespace = 'https://ptb.de/si'
export const writtenSchemaVersion = '3.3.0'

/** The record must have come through `parseCertificateRecord`; anything else is our own bug and may throw. */
export function writeDcc(record: CertificateRecord): Uint8Array {
  return xmlBytes(element('dcc:digitalCalibrationCertificate', {
    'xmlns:dcc': dccNamespace,
    'xmlns:si': siNamespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${dccNamespace} ${dccNamespace}/v${writtenSchemaVersion}/dcc.xsd`,
    schemaVersion: writtenSchemaVersion,
  }, administrativeData(record), measurementResults(record)))
}
