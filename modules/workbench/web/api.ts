// The workbench's routes, and those of the laboratory it takes values from, typed.
import { client } from '#ui/client.ts'
import type { LaboratoryApi } from '#modules/laboratory/contract.ts'
import type { WorkbenchApi } from '../contract.ts'

export const api = client<WorkbenchApi>('/api/workbench')
export const laboratory = client<LaboratoryApi>('/api/laboratory')
