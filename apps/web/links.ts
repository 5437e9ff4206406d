// Which clicks on links are page changes of this application, and which are left to the browser.

/** Served by others: interfaces, public pages, the log's files, built assets. */
const foreign = /^\/(?:api|c|i|public|log|assets)(?:\/|$)/

export function hrefToFollow(event: MouseEvent, here: Location): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.hasAttribute('download') || link.hasAttribute('data-native') || (link.target !== '' && link.target !== '_self'))
    return undefined
  return pathToFollow(link.href, here)
}

export function pathToFollow(href: string, here: Pick<Location, 'origin' | 'pathname' | 'search'>): string | undefined {
  if (!URL.canParse(href)) return undefined
  const url = new URL(href)
  if (url.origin !== here.origin || foreign.test(url.pathname)) return undefined
  const isOnlyHash = url.hash !== '' && url.pathname === here.pathname && url.search === here.search
  return isOnlyHash ? undefined : url.pathname + url.search + url.hash
}
