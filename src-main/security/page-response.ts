/**
 * Answers a request for a file of the page: only GET, only our host, only files that were found in the page's folder at start, so that no
 * path can lead anywhere else. Test: test/unit/main/security/page-response.test.ts.
 */
import { readFile } from 'node:fs/promises';
import type { PageFiles } from '../server/page-files.ts';
import { ownAddress } from './app-address.ts';
import { pageHeaders } from './page-headers.ts';

const headers = pageHeaders("'none'");
const refusal = (status: number): Response => new Response(null, { status, headers });

export const pageResponse = async (
  files: PageFiles,
  request: { readonly url: string; readonly method: string },
): Promise<Response> => {
  if (request.method !== 'GET') return refusal(405);
  const address = ownAddress(request.url);
  const file = address === undefined ? undefined : files.get(address.pathname);
  if (file === undefined) return refusal(404);
  try {
    const bytes = await readFile(file.path);
    return new Response(bytes, { headers: { ...headers, 'Content-Type': file.type } });
  } catch {
    return refusal(404);
  }
};
