import { describe, expect, it } from 'vitest';
import { guardRule, isLoopback, isOurHost, isOwnOrigin } from '../../../../src-main/server/request-guard.ts';

const loopback = guardRule('127.0.0.1', 'node7');
const network = guardRule('0.0.0.0', 'Node7');

describe('the names a server answers to', () => {
  it.each(['127.0.0.1', '127.0.0.1:8417', 'localhost:1', 'LOCALHOST', '[::1]:8417', '127.1.2.3:80'])(
    'are those of this machine: %s',
    (host) => {
      expect(isOurHost(host, loopback)).toBe(true);
      expect(isOurHost(host, network)).toBe(true);
    },
  );

  it.each(['10.0.0.5:8417', '[fe80::1]:8417', 'node7:8417'])(
    'are other addresses and the name of the machine only when it serves the network: %s',
    (host) => {
      expect(isOurHost(host, loopback)).toBe(false);
      expect(isOurHost(host, network)).toBe(true);
    },
  );

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '1.2.3.4.nip.io',
    'a@127.0.0.1',
    '127.0.0.1/x',
    '127.0.0.1 evil.example',
    '127.0.0.1:99999',
    '[::1',
  ])('are no others: %s', (host) => {
    expect(isOurHost(host, loopback)).toBe(false);
    expect(isOurHost(host, network)).toBe(false);
  });
});

describe('the origin of a page', () => {
  it('is its own server, under the name that it used', () => {
    expect(isOwnOrigin('http://127.0.0.1:8417', '127.0.0.1:8417')).toBe(true);
    expect(isOwnOrigin('http://127.0.0.1:8418', '127.0.0.1:8417')).toBe(false);
    expect(isOwnOrigin('http://localhost:8417', '127.0.0.1:8417')).toBe(false);
    expect(isOwnOrigin('null', '127.0.0.1:8417')).toBe(false);
    expect(isOwnOrigin(undefined, '127.0.0.1:8417')).toBe(false);
    expect(isOwnOrigin('http://undefined', undefined)).toBe(false);
  });
});

it('tells loopback from everything else', () => {
  expect(['localhost', '127.0.0.1', '::1', '[::1]'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '::', '127.evil.example', '10.0.0.1', ''].some(isLoopback)).toBe(false);
});
