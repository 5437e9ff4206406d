import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFollow } from './links.ts'

const here = { origin: 'https://city.example', pathname: '/instruments', search: '?q=1' }
const links: readonly (readonly [string, string | undefined])[] = [
  ['https://city.example/work', '/work'],
  ['https://city.example/work?tab=a#x', '/work?tab=a#x'],
  ['https://city.example/instruments?q=1#top', undefined],
  ['https://city.example/c/JD-1', undefined],
  ['https://city.example/c', undefined],
  ['https://city.example/i/0000000000', undefined],
  ['https://city.example/instruments/0000000000', '/instruments/0000000000'],
  ['https://city.example/certificates', '/certificates'],
  ['https://city.example/api/session', undefined],
  ['https://city.example/log/tile/0', undefined],
  ['https://other.example/work', undefined],
  ['mailto:a@b.example', undefined],
  ['javascript:void 0', undefined],
  ['', undefined],
]
for (const [href, path] of links)
  test(`a click on “${href}” ${path === undefined ? 'is the browser’s' : `goes to ${path}`}`, () =>
    assert.equal(pathToFollow(href, here), path))
