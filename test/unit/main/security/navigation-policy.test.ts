import { describe, expect, it } from 'vitest';
import { mayLoad, mayNavigate } from '../../../../src-main/security/navigation-policy.ts';

describe('a window may go', () => {
  it('to the page itself', () => {
    expect(mayNavigate('app://plaquette/index.html', true)).toBe(true);
    expect(mayNavigate('app://plaquette/index.html#/runs', true)).toBe(true);
  });

  it.each([
    'https://example.org/',
    'http://127.0.0.1:8080/index.html',
    'file:///etc/passwd',
    'app://plaquette/assets/a.js',
    'app://plaquette/index.html?x=1',
    'app://other/index.html',
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'about:blank',
    'blob:app://plaquette/123',
    'plaquette://run/x',
    'not an address',
  ])('not to %s', (address) => {
    expect(mayNavigate(address, true)).toBe(false);
  });

  it('never in a frame inside the page', () => {
    expect(mayNavigate('app://plaquette/index.html', false)).toBe(false);
  });
});

describe('a page may load', () => {
  it.each(['app://plaquette/assets/x.woff2', 'blob:app://plaquette/1-2-3', 'data:image/png;base64,AA'])(
    '%s',
    (address) => expect(mayLoad(address, false)).toBe(true),
  );

  it.each([
    'https://example.org/a.js',
    'http://localhost/',
    'ws://localhost/',
    'file:///etc/passwd',
    'ftp://x/',
    'devtools://devtools/bundled/x.js',
    'chrome://gpu/',
  ])('not %s', (address) => expect(mayLoad(address, false)).toBe(false));

  it('the developer tools, in development only', () => {
    expect(mayLoad('devtools://devtools/bundled/x.js', true)).toBe(true);
    expect(mayLoad('https://example.org/', true)).toBe(false);
  });
});
