// The routes of certificates, typed.
import { client } from '#ui/client.ts'
import type { CertificatesApi } from '../contract.ts'

export const api = client<CertificatesApi>('/api/certificates')
