// The laboratory's routes, typed.
import { client } from '#ui/client.ts'
import type { LaboratoryApi } from '../contract.ts'

export const api = client<LaboratoryApi>('/api/laboratory')
