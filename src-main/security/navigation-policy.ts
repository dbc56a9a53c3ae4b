/**
 * Where a window may go: to the page itself, as a reload does, and nowhere else. Moving inside the page (the part after #) is no navigation.
 * Test: test/unit/main/security/navigation-policy.test.ts.
 */
import { ownAddress, START_ADDRESS } from './app-address.ts';

const start = new URL(START_ADDRESS);

export const mayNavigate = (address: string, isTopFrame: boolean): boolean => {
  const url = ownAddress(address);
  return isTopFrame && url !== undefined && url.pathname === start.pathname && url.search === '';
};

/** What a request may ask for while it is loaded by a page: the page's own files, and what the page itself made. */
export const mayLoad = (address: string, developerTools: boolean): boolean => {
  if (ownAddress(address) !== undefined) return true;
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === 'blob:' || protocol === 'data:' || (developerTools && protocol === 'devtools:');
};
