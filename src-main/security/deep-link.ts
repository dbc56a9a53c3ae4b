/**
 * Links from outside: `plaquette://run/<identifier>` shows a run. There is no other kind, and none that starts, deletes or writes.
 * Test: test/unit/main/security/deep-link.test.ts.
 */
import { type RunId, runId } from '../contract/index.ts';

export const LINK_SCHEME = 'plaquette';

export const isDeepLink = (text: string): boolean => /^plaquette:/i.test(text);

/** What a link asks to show; undefined for everything that is not exactly such a link. */
export const readDeepLink = (text: string): { readonly show: RunId } | undefined => {
  if (text.length > 300 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== `${LINK_SCHEME}:` || url.host !== 'run') return undefined;
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return undefined;
  const run = runId.safeParse(url.pathname.slice(1));
  return run.success ? { show: run.data } : undefined;
};
