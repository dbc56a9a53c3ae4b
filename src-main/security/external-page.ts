/**
 * Pages outside that the user may open in a browser of their own, by name: a page never sends an address.
 * Test: test/unit/main/security/external-page.test.ts.
 */
import type { z } from 'zod';
import type { externalPage } from '../contract/index.ts';

export type ExternalPage = z.output<typeof externalPage>;

const addresses: Readonly<Record<ExternalPage, string>> = {
  ildg: 'https://hpc.desy.de/ildg/',
  scidac: 'https://usqcd-software.github.io/qio/',
  'gamma-method': 'https://arxiv.org/abs/hep-lat/0306017',
  'gradient-flow': 'https://arxiv.org/abs/1006.4518',
  'electron-licence': 'https://github.com/electron/electron/blob/main/LICENSE',
};

const hosts: ReadonlySet<string> = new Set([
  'hpc.desy.de',
  'usqcd-software.github.io',
  'arxiv.org',
  'github.com',
]);

/** Checked again where it is used: https, a host of the list, no disguise. */
export const mayOpenOutside = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && hosts.has(host) && username === '' && password === '';
};

export const addressOfPage = (page: ExternalPage): string => addresses[page];
