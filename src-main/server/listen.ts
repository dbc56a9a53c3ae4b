/** Taking a port, and saying why it cannot be had. Test: test/unit/main/server/listen.test.ts. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { errnoOf } from '../storage/file-system.ts';

/** Taken when none was asked for and it is free, so that a tunnel and a bookmark stay the same. */
export const USUAL_PORT = 8417;

const refusal = (error: unknown, port: number, host: string): Result<never> => {
  const errno = errnoOf(error);
  const detail = { errno, port, host };
  if (errno === 'EADDRINUSE')
    return fail(
      'serve.portInUse',
      `Port ${port} of ${host} is in use by another program, perhaps by another plaquette serve.`,
      'Leave out --port to get a free one, or give another.',
      detail,
    );
  if (errno === 'EACCES' || errno === 'EPERM')
    return fail(
      'serve.address',
      `This account is not allowed to listen on port ${port} of ${host}.`,
      'Give a port from 1024 up, such as --port 8417.',
      detail,
    );
  if (errno === 'EADDRNOTAVAIL' || errno === 'ENOTFOUND' || errno === 'EAI_AGAIN' || errno === 'EINVAL')
    return fail(
      'serve.address',
      `${host} is not an address of this machine.`,
      'Leave out --host to serve this machine only, or give one of its addresses.',
      detail,
    );
  throw error;
};

const listenOnce = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** The port that was taken. Without `asked`: the usual one, or any free one. */
export const listen = async (
  server: Server,
  host: string,
  asked: number | undefined,
  usual = USUAL_PORT,
): Promise<Result<number>> => {
  const portOf = (): Result<number> => ok((server.address() as AddressInfo).port);
  try {
    await listenOnce(server, asked ?? usual, host);
    return portOf();
  } catch (error) {
    if (asked !== undefined || errnoOf(error) !== 'EADDRINUSE') return refusal(error, asked ?? usual, host);
  }
  try {
    await listenOnce(server, 0, host);
    return portOf();
  } catch (error) {
    return refusal(error, 0, host);
  }
};
