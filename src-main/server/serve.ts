/**
 * A server from its start to its end: says where it is, waits for SIGINT, SIGTERM or SIGHUP, then stops runs with a checkpoint. A second
 * signal ends the process at once. Test: test/unit/main/server/serve.test.ts.
 */
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { FromEngine } from '../engine-host/control.ts';
import type { Engine } from '../engine-host/engine-world.ts';
import type { WorkspaceHost } from '../workspace/workspace.ts';
import { findWorkspace } from '../workspace/workspace-file.ts';
import { openBrowser } from './open-browser.ts';
import { programFolder } from './program-folder.ts';
import { type RunningServer, startServer } from './server.ts';
import { addressOf, type StartFacts, startLines, stopLine, warningOf } from './start-lines.ts';

export interface ServeWorld {
  readonly version: string;
  readonly host: WorkspaceHost;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder. */
  readonly folder: string;
  /** Where the built pages lie. */
  readonly pages: string;
  makeEngine(tell: (message: FromEngine) => void): Engine;
  /** Lines of what the server is, once; with `document` for scripts. */
  started(lines: readonly string[], document: unknown): void;
  /** Lines as things happen. */
  say(...lines: readonly string[]): void;
}

export interface ServeOptions {
  /** Absolute. */
  readonly root: string;
  /** Named by the user, who may mean one that is yet to be made; undefined: the nearest one. */
  readonly workspace: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
  readonly open: boolean;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The workspace that pages open; null where there is none yet. One that cannot be opened says why in the page. */
const findFolder = async (
  { host, folder }: ServeWorld,
  named: string | undefined,
): Promise<string | null> => {
  if (named !== undefined) {
    const facts = await host.files.facts(join(named, 'plaquette.toml')).catch(() => undefined);
    return facts === undefined ? null : named;
  }
  const found = await findWorkspace(host.files, folder);
  return found.ok ? found.value : null;
};

/** Resolves at the first signal; after the second one nothing but the system's own answer to it happens. */
const stopSignal = (server: RunningServer) => {
  let seen = false;
  let handler: NodeJS.SignalsListener = () => {};
  const ignore = (): void => {
    for (const one of signals) process.off(one, handler);
  };
  const first = new Promise<void>((resolve) => {
    handler = (signal) => {
      resolve();
      if (seen) {
        server.abandon();
        ignore();
        process.kill(process.pid, signal);
      }
      seen = true;
    };
  });
  for (const one of signals) process.on(one, handler);
  return { first, ignore };
};

export const serve = async (world: ServeWorld, options: ServeOptions): Promise<Result<void>> => {
  const { version, environment, say } = world;
  const { root, host, port } = options;
  if (port !== undefined && port > 65_535)
    return fail('usage.wrong', `There is no port ${port}.`, 'Give one up to 65535, or 0 for any free one.');
  let activeRuns = 0;
  const tell = (message: FromEngine): void => {
    if (message.kind === 'activity') activeRuns = message.activeRuns;
    else if (message.kind === 'notice') say(`${message.notice.title}. ${message.notice.text}`);
    else if (message.kind === 'failure') say(`${message.failure.message} ${message.failure.remedy}`);
  };
  const workspace = await findFolder(world, options.workspace);
  const started = await startServer({
    version,
    files: world.host.files,
    pages: world.pages,
    programFolder: programFolder(process.platform, environment, homedir()),
    root,
    workspace,
    host,
    port,
    makeEngine: (tellServer) => world.makeEngine(tellServer),
    tell,
  });
  if (!started.ok) return started;
  const server = started.value;
  const stop = stopSignal(server);
  const facts: StartFacts = {
    host,
    port: server.port,
    token: server.token,
    root: server.root,
    workspace,
    machineName: hostname(),
    user: userInfo().username,
  };
  const address = addressOf(facts);
  const { token } = server;
  world.started(startLines(facts), {
    address,
    host,
    port: server.port,
    token,
    root: server.root,
    workspace,
    process: process.pid,
  });
  const warning = warningOf(facts);
  if (warning !== undefined) say(warning);
  if (options.open && !(await openBrowser(process.platform, environment, address)))
    say('No browser can be opened from here; open the address yourself.');
  await stop.first;
  say(stopLine(activeRuns));
  await server.close();
  stop.ignore();
  return ok(undefined);
};
