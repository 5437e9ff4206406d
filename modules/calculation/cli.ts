// What the command line offers of calculations on files.
export { casesCommand } from './cases-command.ts'
export { uncertaintyCommand } from './uncertainty-command.ts'
export { compareCommand } from './compare-command.ts'
export { lotCommand } from './lot-command.ts'
