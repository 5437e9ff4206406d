// Wiring of the portal: its one page for the public.
export { labelPageRoutes } from './label-page.ts'
