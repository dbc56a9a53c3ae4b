import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { pageResponse } from '../../../../src-main/security/page-response.ts';
import { findPageFiles } from '../../../../src-main/server/page-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const setUp = () => {
  const root = temporaryFolder();
  const page = join(root, 'renderer');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets', 'a.js'), 'export {};');
  writeFileSync(join(page, 'assets', 'a.exe'), 'MZ');
  writeFileSync(join(root, 'secret.html'), 'secret');
  symlinkSync(join(root, 'secret.html'), join(page, 'link.html'));
  symlinkSync(root, join(page, 'up'));
  const files = unwrap(findPageFiles(page));
  return (path: string, method = 'GET') =>
    pageResponse(files, { url: path.includes(':') ? path : `app://plaquette${path}`, method });
};

describe('the page', () => {
  it('is served with its type and its policy', async () => {
    const ask = setUp();
    const response = await ask('/index.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')!.split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toMatch(/unsafe|\*|http/);
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('/assets/a.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '/link.html',
    '/up/secret.html',
    '/assets/a.exe',
    '/missing.html',
    '/assets/',
    '/index.html%00.js',
    '//etc/passwd',
    'app://other/index.html',
    'app://user@plaquette/index.html',
    'file:///etc/passwd',
  ])('has no %s, and the policy still holds', async (path) => {
    const response = await setUp()(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('does not answer %s', async (method) => {
    expect((await setUp()('/index.html', method)).status).toBe(405);
  });
});
