/** The key of the server: taken from the address (`#token=...`), removed from it, kept as long as the tab lives, shown to the server. */
import type { Access } from './socket-link.ts';

const KEPT = 'plaquette-token';
export const TOKEN_HEADER = 'x-plaquette-token';

const inAddress = (): string | undefined => /^#token=([A-Za-z0-9_-]{20,200})/.exec(location.hash)?.[1];

/** What a browser that keeps nothing (all cookies blocked) refuses. */
const kept = (): Storage | undefined => {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
};

export const takeToken = (): string | undefined => {
  const given = inAddress();
  if (given === undefined) return kept()?.getItem(KEPT) ?? undefined;
  kept()?.setItem(KEPT, given);
  history.replaceState(null, '', `${location.pathname}${location.search}#/home`);
  return given;
};

/** A new address pasted into this tab changes only the part after `#`: the page begins anew with its key. */
export const followNewToken = (): void => {
  addEventListener('hashchange', () => {
    if (inAddress() === undefined) return;
    takeToken();
    location.reload();
  });
};

export const askAccess = async (token: string): Promise<Access> => {
  try {
    const { status } = await fetch('session', { headers: { [TOKEN_HEADER]: token }, cache: 'no-store' });
    return status === 204 ? 'granted' : status === 401 ? 'refused' : 'unknown';
  } catch {
    return 'unknown';
  }
};
