// The registry's routes, typed.
import { client } from '#ui/client.ts'
import type { RegistryApi } from '../contract.ts'

export const api = client<RegistryApi>('/api')
