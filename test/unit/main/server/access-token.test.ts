import { expect, it } from 'vitest';
import { freshToken, isSameToken, tokenOfProtocols } from '../../../../src-main/server/access-token.ts';

it('has 256 bits in letters that may stand in an address and in a header', () => {
  const tokens = Array.from({ length: 50 }, freshToken);
  expect(new Set(tokens).size).toBe(50);
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
});

it('is itself and nothing else', () => {
  const token = freshToken();
  expect(isSameToken(token, token)).toBe(true);
  for (const other of [undefined, '', token.slice(1), `${token}A`, freshToken(), token.toLowerCase()])
    expect(isSameToken(other, token)).toBe(false);
});

it('is read from the offered protocols, beside the name of ours', () => {
  expect(tokenOfProtocols('plaquette.1, token.abc')).toBe('abc');
  expect(tokenOfProtocols('token.abc,plaquette.1')).toBe('abc');
  expect(tokenOfProtocols('token.abc')).toBeUndefined();
  expect(tokenOfProtocols('plaquette.1')).toBeUndefined();
  expect(tokenOfProtocols(undefined)).toBeUndefined();
});
