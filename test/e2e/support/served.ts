/** A real `plaquette serve` from the built output, in a home of its own, and a tunnel that can be cut. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../support/source-tree.ts';

const program = join(process.env.PLAQUETTE_OUT ?? join(projectRoot, 'out'), 'plaquette.mjs');

export interface Served {
  /** With the key. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** The folder that is served. */
  readonly folder: string;
  readonly process: ChildProcess;
  /** What it said on standard error so far. */
  said(): string;
  /** Sends a signal and waits for the end; answers the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
}

export interface Home {
  readonly folder: string;
  serve(...words: readonly string[]): Promise<Served>;
  /** Runs another command of the same program and answers what it printed. */
  plaquette(...words: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

export const makeHome = (): Home => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-served-')));
  const folder = join(home, 'data');
  mkdirSync(folder);
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), TMPDIR: home };
  const start = (words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const running: Served[] = [];

  return {
    folder,
    serve: async (...words) => {
      const child = start(['serve', '--json', '--port', '0', ...words]);
      let said = '';
      child.stderr!.on('data', (text) => {
        said += text;
      });
      const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
      const [first] = await Promise.race([once(child.stdout!, 'data'), exit.then(() => [undefined])]);
      if (first === undefined) throw new Error(`The server did not start: ${said}`);
      const { address, port, token } = JSON.parse(String(first));
      const served: Served = {
        address,
        port,
        token,
        folder,
        process: child,
        said: () => said,
        end: async (signal) => {
          child.kill(signal);
          const [code, by] = await exit;
          return by ?? code;
        },
      };
      running.push(served);
      return served;
    },
    plaquette: async (...words) => {
      const child = start(words);
      let text = '';
      child.stdout!.on('data', (piece) => {
        text += piece;
      });
      await once(child, 'exit');
      return text;
    },
    remove: async () => {
      for (const served of running) await served.end('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    },
  };
};

/** Passes bytes on as an ssh tunnel does, from a port of its own. */
export interface Tunnel {
  readonly port: number;
  /** Breaks every connection; while it is cut, new ones break too. */
  cut(): void;
  mend(): void;
  close(): void;
}

export const openTunnel = async (to: number): Promise<Tunnel> => {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => into.destroy());
      from.on('close', () => {
        into.destroy();
        sockets.delete(from);
      });
      from.pipe(into);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      server.close();
    },
  };
};
