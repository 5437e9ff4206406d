// The doors of the commands that calculate on files; the work is in modules/calculation/cli.ts.
import { casesCommand } from '#modules/calculation/cli.ts'

const out = { line: (text: string) => console.log(text), problem: (text: string) => console.error(text) }

export const cases = (args: string[]): Promise<number> => casesCommand(args, out)
