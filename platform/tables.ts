// Written by `npm run tables` from the migrations of platform; not edited by hand.
import type { Generated, GeneratedAlways } from 'kysely'

declare module '#platform/db/tables.ts' {
  interface Tables {
    'platform.account': {
      id: GeneratedAlways<number>
      person_id: number
      login: string
      password_hash: string | null
      created_at: Generated<string>
      closed_at: string | null
    }
    'platform.act': {
      no: GeneratedAlways<number>
      at: string
      simulated: Generated<boolean>
      actor_id: number
      org_id: Generated<number>
      verb: string
      object: string
      payload_hash: Buffer
      previous_hash: Buffer
      hash: Buffer
    }
    'platform.act_head': {
      one: Generated<boolean>
      hash: Buffer
    }
    'platform.act_payload': {
      act_no: number
      salt: Buffer
      payload: string | null
      personal: Generated<boolean>
      erased_by: number | null
    }
    'platform.idempotent_answer': {
      actor_id: number
      key: string
      request_sha256: Buffer
      status: number
      body: string
      at: Generated<string>
    }
    'platform.passkey': {
      id: string
      account_id: number
      public_key: Buffer
      counter: number
      transports: Generated<string[]>
      label: string
      created_at: Generated<string>
      last_used_at: string | null
    }
    'platform.session': {
      token_sha256: Buffer
      account_id: number | null
      created_at: string
      seen_at: string
      expires_at: string
      ended_at: string | null
      confirmed_at: string | null
      challenge: string | null
      device: Generated<string>
    }
    'platform.signin_attempt': {
      id: GeneratedAlways<number>
      key: string
      at: string
    }
  }
}
export {}
