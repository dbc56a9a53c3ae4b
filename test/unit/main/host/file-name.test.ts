import { expect, it } from 'vitest';
import { plainFileName } from '../../../../src-main/host/file-name.ts';

it.each([
  ['plaquette.csv', 'plaquette.csv'],
  ['../../.ssh/authorized_keys', 'authorized_keys'],
  ['C:\\Windows\\system32\\a.dll', 'a.dll'],
  ['..', 'export'],
  ['.bashrc', 'bashrc'],
  ['a\u0000b:c*d.png', 'a-b-c-d.png'],
  ['nul.txt', '-nul.txt'],
  ['', 'export'],
  ['x'.repeat(500), 'x'.repeat(120)],
])('%j becomes %j', (suggested, plain) => {
  expect(plainFileName(suggested)).toBe(plain);
});
