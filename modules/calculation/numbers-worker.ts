// Computes the published numbers beside the server, so that nobody waits for Monte Carlo. One answer, then the worker ends.
import { parentPort } from 'node:worker_threads'
import { computeNumbers, publishedCases } from './published.ts'

parentPort?.postMessage(await computeNumbers(publishedCases()))
