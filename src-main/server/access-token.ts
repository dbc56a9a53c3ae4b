/**
 * The secret that a page shows to be let in: 256 random bits, new at each start of the server, compared in constant time.
 * Test: test/unit/main/server/access-token.test.ts.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Letters, digits, `-` and `_`: may stand in an address and in a header. */
export const freshToken = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export const isSameToken = (given: string | undefined, token: string): boolean =>
  given !== undefined && timingSafeEqual(digest(given), digest(token));

/** The header of requests that carry the token. */
export const TOKEN_HEADER = 'x-plaquette-token';
/** What a page offers as WebSocket subprotocols: the protocol's own name, which is chosen, and the token, which is never sent back. */
export const SOCKET_PROTOCOL = 'plaquette.1';
const tokenPrefix = 'token.';

export const tokenOfProtocols = (offered: string | undefined): string | undefined => {
  const words = (offered ?? '').split(',').map((word) => word.trim());
  return words.includes(SOCKET_PROTOCOL)
    ? words.find((word) => word.startsWith(tokenPrefix))?.slice(tokenPrefix.length)
    : undefined;
};
