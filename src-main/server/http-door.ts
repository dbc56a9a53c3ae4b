/**
 * What the server answers to plain requests: the files of the page (GET, HEAD; no secrets in them), whether a token is the right one
 * (GET /session), uploads (PUT /upload/NAME; GET asks whether there is room), and the way to the few pages outside that are known by name.
 * Everything else is refused.
 * Test: test/unit/main/server/http-door.test.ts.
 */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { fail, type Result } from '../../src-engine/base/result.ts';
import { externalPage, type Place, type Reply } from '../contract/index.ts';
import { addressOfPage } from '../security/external-page.ts';
import { pageHeaders } from '../security/page-headers.ts';
import { isSameToken, TOKEN_HEADER } from './access-token.ts';
import type { BadTries } from './bad-tries.ts';
import type { PageFile, PageFiles } from './page-files.ts';
import { type GuardRule, isOurHost, isOwnOrigin } from './request-guard.ts';
import type { UploadStore } from './upload-store.ts';

export interface HttpDoor {
  readonly token: string;
  readonly rule: GuardRule;
  readonly files: PageFiles;
  readonly badTries: BadTries;
  readonly uploads: UploadStore;
  /** The place of a file that has arrived. */
  placeOf(path: string): Place;
}

const UPLOAD = '/upload/';
const OUTSIDE = '/outside/';
/** A page may talk to its own server, WebSockets included. */
const isolation = pageHeaders("'self'");
/** Of a file of `bytes` bytes that a page would like to send. */
export const SIZE_HEADER = 'x-plaquette-size';

export const say = (
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  // what is left of a refused request is not read
  const close = status >= 400 ? { Connection: 'close' } : {};
  response.writeHead(status, {
    ...isolation,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...close,
    ...headers,
  });
  response.end(response.req.method === 'HEAD' || text === '' ? undefined : `${text}\n`);
};

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const sendFile = async (response: ServerResponse, file: PageFile): Promise<void> => {
  const stream = createReadStream(file.path);
  try {
    await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
  } catch {
    return say(
      response,
      404,
      'This file of the page is gone. Build again (npm run build) and restart the server.',
    );
  }
  response.writeHead(200, {
    ...isolation,
    'Content-Type': file.type,
    'Cache-Control': file.immutable ? 'max-age=31536000, immutable' : 'no-cache',
  });
  if (response.req.method === 'HEAD') {
    stream.destroy();
    response.end();
  } else await pipeline(stream, response).catch(() => {});
};

const sendReply = (response: ServerResponse, reply: Reply<Place | null>): void => {
  const text = JSON.stringify(reply);
  say(response, reply.ok ? 200 : 422, text, { 'Content-Type': 'application/json; charset=utf-8' });
};

/** Answers a wrong token, late, and says false; or says true. */
const hasToken = async (
  request: IncomingMessage,
  response: ServerResponse,
  door: HttpDoor,
): Promise<boolean> => {
  if (isSameToken(header(request, TOKEN_HEADER), door.token)) return true;
  if (await door.badTries.mayAnswer())
    say(
      response,
      401,
      'The key in the address is missing or wrong. Use the address that the server printed.',
    );
  else request.destroy();
  return false;
};

const nameOf = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path.slice(UPLOAD.length));
  } catch {
    return undefined;
  }
};

const upload = async (request: IncomingMessage, response: ServerResponse, door: HttpDoor, path: string) => {
  const asks = request.method === 'HEAD' || request.method === 'GET';
  const bytes = header(request, asks ? SIZE_HEADER : 'content-length');
  const name = nameOf(path);
  const size = bytes !== undefined && /^\d{1,15}$/.test(bytes) ? Number(bytes) : Number.NaN;
  if (name === undefined)
    return sendReply(response, fail('ipc.malformed', 'The upload has no readable name.', 'Rename the file.'));
  if (asks) {
    const room = await door.uploads.room(size);
    return sendReply(response, room.ok ? { ok: true, value: null } : room);
  }
  const received: Result<string> = await door.uploads.receive(name, size, request);
  if (!response.writableEnded && !response.destroyed)
    sendReply(response, received.ok ? { ok: true, value: door.placeOf(received.value) } : received);
};

export const answerRequest = async (
  request: IncomingMessage,
  response: ServerResponse,
  door: HttpDoor,
): Promise<void> => {
  const host = header(request, 'host');
  if (!isOurHost(host, door.rule))
    return say(
      response,
      403,
      'This server does not answer under this name. Use the address that it printed.',
    );
  const { method } = request;
  const reads = method === 'GET' || method === 'HEAD';
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (path.startsWith(UPLOAD)) {
    if (!reads && method !== 'PUT') return say(response, 405, 'Not allowed.', { Allow: 'GET, HEAD, PUT' });
    // browsers send an Origin with every PUT; with their own reading requests they need not
    if (!reads && !isOwnOrigin(header(request, 'origin'), host))
      return say(response, 403, 'Files are taken from the pages of this server only.');
    if (await hasToken(request, response, door)) await upload(request, response, door, path);
    return;
  }
  if (!reads) return say(response, 405, 'Not allowed.', { Allow: 'GET, HEAD' });
  if (path === '/session') {
    if (await hasToken(request, response, door)) say(response, 204, '');
    return;
  }
  if (path.startsWith(OUTSIDE)) {
    const page = externalPage.safeParse(path.slice(OUTSIDE.length));
    if (page.success) return say(response, 302, '', { Location: addressOfPage(page.data) });
  }
  const file = door.files.get(path);
  return file === undefined ? say(response, 404, 'There is nothing here.') : sendFile(response, file);
};
