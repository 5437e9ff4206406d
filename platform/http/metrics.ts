// Prometheus metrics: rate, errors and duration per route, plus what modules register.
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'duheng_' })

export const requestDuration = new Histogram({
  name: 'duheng_request_seconds', help: 'Time to answer by route pattern, method and status class', labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2, 5], registers: [registry],
})
