// Headers of a file that is handed out: named safely (RFC 6266 with RFC 8187), never sniffed, never run by the browser.

export function attachment(name: string, type: string, inline = false): Record<string, string> {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_').slice(-100)
  return {
    'Content-Type': type,
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.slice(-200))}`,
    'Content-Security-Policy': `default-src 'none'; frame-ancestors 'self'${inline ? "; style-src 'unsafe-inline'; object-src 'self'" : '; sandbox'}`,
    ...(inline ? { 'X-Frame-Options': 'SAMEORIGIN' } : {}),
    'Cache-Control': 'private, no-store',
  }
}
