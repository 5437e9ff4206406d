// The doors of the commands that calculate on files; the work is in modules/calculation/cli.ts.
import { casesCommand, compareCommand, lotCommand, uncertaintyCommand } from '#modules/calculation/cli.ts'

const out = { line: (text: string) => console.log(text), problem: (text: string) => console.error(text) }

export const uncertainty = (args: string[]): Promise<number> => uncertaintyCommand(args, out)
export const compare = (args: string[]): Promise<number> => compareCommand(args, out)
export const lot = (args: string[]): Promise<number> => lotCommand(args, out)
export const cases = (args: string[]): Promise<number> => casesCommand(args, out)
