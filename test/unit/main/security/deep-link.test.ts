import { expect, it } from 'vitest';
import { isDeepLink, readDeepLink } from '../../../../src-main/security/deep-link.ts';

it('shows a run', () => {
  expect(readDeepLink('plaquette://run/20261121-142530-ab12')).toEqual({ show: '20261121-142530-ab12' });
});

it.each([
  'plaquette://run/',
  'plaquette://run',
  'plaquette://run/../etc/passwd',
  'plaquette://run/a/b',
  'plaquette://run/%2e%2e%2fsecret',
  'plaquette://run/a?start=1',
  'plaquette://run/a#stop',
  'plaquette://start/20261121-142530-ab12',
  'plaquette://delete/20261121-142530-ab12',
  'plaquette://user@run/20261121-142530-ab12',
  'plaquette://run:80/20261121-142530-ab12',
  'plaquette:run/20261121-142530-ab12',
  'https://run/20261121-142530-ab12',
  'plaquette://run/--help',
  `plaquette://run/${'a'.repeat(400)}`,
])('refuses %s', (link) => {
  expect(readDeepLink(link)).toBeUndefined();
});

it('tells links from files', () => {
  expect(isDeepLink('PLAQUETTE://run/x')).toBe(true);
  expect(isDeepLink('plaquette.toml')).toBe(false);
});
