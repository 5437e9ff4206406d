// The worker in a browser: answers requests of its page.

import { serve, type Request } from './protocol.ts'

const handle = serve((reply, transfer) => globalThis.postMessage(reply, { transfer: [...transfer] }))
globalThis.addEventListener('message', (event: MessageEvent<Request>) => handle(event.data))
