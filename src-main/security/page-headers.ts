/**
 * The headers of every file of the page: the content policy, isolation from other origins (threads need it), and nothing guessed.
 * `connect`: where the page may send requests; in a window nowhere, because everything goes through the preload and a port.
 * Test: test/unit/main/security/page-response.test.ts.
 */
const contentPolicy = (connect: "'none'" | "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const pageHeaders = (connect: "'none'" | "'self'"): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': contentPolicy(connect),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
});
