// npm run campaign -- mutation [--seconds N] [--seed S] [--only LIB]: wrong changes to the pure packages that no test of theirs notices.
import { mutate } from './testing/mutation-run.ts'
import { campaignOptions } from './testing/options.ts'

const LIBS = ['quantity', 'uncertainty', 'decisions', 'tlog', 'calendar', 'rules', 'procedures']
const options = campaignOptions(process.argv.slice(2), 300)
const libs = options.only === undefined ? LIBS : [options.only]
console.log(`mutation: seed ${options.seed}, ${options.seconds} s over ${libs.join(', ')}`)
const { tried, killed } = await mutate({ ...options, libs }, ({ file, mutant, killed: noticed }) => {
  console.log(`${noticed ? 'noticed ' : 'SURVIVED'} ${file}:${mutant.line}  ${mutant.from} → ${mutant.to}`)
})
console.log(`${tried} changes, ${killed} noticed, ${tried - killed} survived`)
