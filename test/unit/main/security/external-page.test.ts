import { describe, expect, it } from 'vitest';
import { externalPage } from '../../../../src-main/contract/index.ts';
import { addressOfPage, mayOpenOutside } from '../../../../src-main/security/external-page.ts';

describe('pages outside', () => {
  it.each(externalPage.options)('%s has an address that may be opened', (page) => {
    expect(mayOpenOutside(addressOfPage(page))).toBe(true);
  });

  it.each([
    'http://arxiv.org/abs/1006.4518',
    'https://arxiv.org.evil.example/',
    'https://evil.example/?arxiv.org',
    'https://arxiv.org@evil.example/',
    'https://user:secret@arxiv.org/',
    'https://arxiv.org:8443/',
    'file:///usr/bin/xterm',
    'javascript:alert(1)',
    'smb://arxiv.org/share',
    'arxiv.org',
    '',
  ])('refuses %s', (address) => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});
