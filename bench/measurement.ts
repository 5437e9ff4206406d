// npm run bench -- measurement: the measurement core beside a bare loop and beside numpy, in one run.
await import('./measurement-first-order.ts')
await import('./monte-carlo.ts')
