// What the command line offers of calculations on files.
export { casesCommand } from './cases-command.ts'
