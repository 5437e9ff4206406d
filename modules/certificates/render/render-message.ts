// What the renderer and its process say to each other. Types only.

import type { CertificateRecord } from '@duheng/dcc/record.ts'
import type { VerificationMark } from './page-model.ts'
import type { Rendered } from './typeset.ts'

export type RenderJob = { id: number; record: CertificateRecord; xml: Uint8Array; mark: VerificationMark }
export type RenderReply = {
  id: number
  rendered: Rendered
  /** The process ends after this answer and must get no other job. */
  isRetiring: boolean
}
