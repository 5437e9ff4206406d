// The door of `duheng verify`; the work is in modules/certificates/cli.ts.
import { verifyFile } from '#modules/certificates/cli.ts'

export const verify = (args: string[]): Promise<number> => verifyFile(args, { line: (text) => console.log(text), problem: (text) => console.error(text) })
