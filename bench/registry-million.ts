// npm run bench -- registry-million: 10^6 instruments on PostgreSQL, which TEST_DATABASE_URL names (a superuser: the benchmark makes
// and drops a database of its own). Everything measured runs as duheng_app or duheng_city with row-level security on.
import { measureLists, measurePeer, measureSaves, openCity, people } from './registry-measure.ts'

if (!process.env['TEST_DATABASE_URL']) {
  console.error('registry-million needs PostgreSQL: set TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres')
  process.exit(2)
}
const { t, city } = await openCity(Number(process.argv[2] ?? 1_000_000), (text) => console.error(text))
try {
  const who = await people(t, city)
  await measureLists(t, who, 2, 'postgres 10^6')
  await measurePeer(t, 'postgres 10^6')
  if (who['small owner']) await measureSaves(t, who['small owner'], 40, 'postgres 10^6')
} finally {
  await t.close()
}
