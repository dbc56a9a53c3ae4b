import { expect, it } from 'vitest';
import { ownAddress, START_ADDRESS } from '../../../../src-main/security/app-address.ts';

it('knows its own addresses', () => {
  expect(ownAddress(START_ADDRESS)?.pathname).toBe('/index.html');
  expect(ownAddress('app://plaquette/assets/a.js#x')?.pathname).toBe('/assets/a.js');
});

it.each([
  'https://plaquette/index.html',
  'app://evil/index.html',
  'app://plaquette.evil/index.html',
  'app://plaquette@evil/index.html',
  'app://user@plaquette/index.html',
  'app://plaquette:81/index.html',
  'file:///app://plaquette/index.html',
  'appx://plaquette/index.html',
  'data:text/html,app://plaquette/',
  '',
  'index.html',
])('does not take %s for one', (address) => {
  expect(ownAddress(address)).toBeUndefined();
});
