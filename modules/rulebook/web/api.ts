// The rulebook's routes, typed.
import { client } from '#ui/client.ts'
import type { RulebookApi } from '../contract.ts'

export const api = client<RulebookApi>('/api')
