import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import test from 'node:test'

// The fenced ts blocks of the three READMEs are run as they stand; only their package imports are made absolute.
for (const name of ['calendar', 'rules', 'procedures']) {
  const readme = new URL(`../${name}/README.md`, import.meta.url)
  const blocks = [...readFileSync(readme, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  for (const [index, block] of blocks.entries()) {
    test(`the README of ${name}, example ${index + 1}, runs`, async () => {
      const absolute = block.replaceAll(/from '(@duheng\/[^']+)'/g, (_, specifier: string) => `from '${import.meta.resolve(specifier)}'`)
      const code = stripTypeScriptTypes(absolute).replaceAll('import.meta.url', JSON.stringify(readme.href))
      await import(`data:text/javascript,${encodeURIComponent(code)}`)
    })
  }
  test(`the README of ${name} has at least three examples`, (context) => context.assert.ok(blocks.length >= 3))
}
