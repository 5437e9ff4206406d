// Wiring of calculations: the public page of numbers.
export { numbersRoutes } from './numbers-page.ts'
export { openNumbers } from './numbers.ts'
export type { Numbers } from './numbers.ts'
