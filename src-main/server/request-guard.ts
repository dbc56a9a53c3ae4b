/**
 * Which requests are for this server, by their Host and Origin headers. A name under which a stranger's page could reach a loopback address
 * (DNS rebinding) is refused: only `localhost`, addresses in digits, and names that this machine or the user gave are answered.
 * Ports are not compared, because a tunnel may begin at another one. Test: test/unit/main/server/request-guard.test.ts.
 */
import { isIP } from 'node:net';

export interface GuardRule {
  /** False once the user chose another address than loopback: then every address in digits is this server. */
  readonly loopbackOnly: boolean;
  /** Lower case. */
  readonly names: readonly string[];
}

const withoutBrackets = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');

/** Of an address in digits or a name. */
export const isLoopback = (name: string): boolean => {
  const plain = withoutBrackets(name.toLowerCase());
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
};

export const guardRule = (listensOn: string, machineName: string): GuardRule =>
  isLoopback(listensOn)
    ? { loopbackOnly: true, names: [] }
    : { loopbackOnly: false, names: [listensOn.toLowerCase(), machineName.toLowerCase()] };

/** The name in a Host header, lower case, or undefined for anything that is not just a host with a port. */
const nameOf = (host: string): string | undefined => {
  const address = `http://${host}/`;
  return /^[A-Za-z0-9.[\]:_-]{1,255}$/.test(host) && URL.canParse(address)
    ? new URL(address).hostname
    : undefined;
};

export const isOurHost = (host: string | undefined, rule: GuardRule): boolean => {
  const name = host === undefined ? undefined : nameOf(host);
  if (name === undefined) return false;
  if (isLoopback(name) || rule.names.includes(name)) return true;
  return !rule.loopbackOnly && isIP(withoutBrackets(name)) !== 0;
};

/** Whether the page that asks came from this server. Browsers send an Origin with every WebSocket and every upload. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin !== undefined && host !== undefined && [`http://${host}`, `https://${host}`].includes(origin);
