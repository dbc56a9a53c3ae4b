/** The key of the server: taken from the address (`#token=...`), removed from it, kept as long as the tab lives, shown to the server. */
import type { Access } from './socket-link.ts';

const KEPT = 'plaquette-token';
const TAB = 'plaquette-tab';
export const TOKEN_HEADER = 'x-plaquette-token';

const inAddress = (): string | undefined => /^#token=([A-Za-z0-9_-]{20,200})/.exec(location.hash)?.[1];

/** What a browser that keeps nothing (all cookies blocked) refuses. */
const memory = (): Storage | undefined => {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
};

/**
 * A tab that another one opened begins with a copy of its memory, and one that gets the key of another server with handles that this one
 * does not know: both forget all but the key.
 */
const beginAnew = (kept: Storage, token: string, tab: string | null): void => {
  kept.clear();
  kept.setItem(KEPT, token);
  if (tab !== null) kept.setItem(TAB, tab);
};

export const takeToken = (): string | undefined => {
  const kept = memory();
  const given = inAddress();
  const token = given ?? kept?.getItem(KEPT) ?? undefined;
  if (given !== undefined) history.replaceState(null, '', location.pathname + location.search);
  const tab = new URLSearchParams(location.search).get('tab');
  if (kept !== undefined && token !== undefined)
    if (kept.getItem(KEPT) !== token || kept.getItem(TAB) !== tab) beginAnew(kept, token, tab);
  return token;
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
