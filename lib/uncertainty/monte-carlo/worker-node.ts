// The worker in Node: answers requests of its parent.

import { parentPort } from 'node:worker_threads'
import { serve } from './protocol.ts'

const port = parentPort
if (port === null) throw new Error('this file is started as a worker')
port.on('message', serve((reply, transfer) => port.postMessage(reply, transfer)))
