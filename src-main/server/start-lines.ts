/** What a server says about itself when it has started and when it stops. Test: test/unit/main/server/start-lines.test.ts. */
import { isIPv6 } from 'node:net';
import { isLoopback } from './request-guard.ts';

export interface StartFacts {
  /** As asked for. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly root: string;
  /** Folder of the workspace that the pages open. */
  readonly workspace: string | null;
  readonly machineName: string;
  readonly user: string;
}

const everywhere = ['0.0.0.0', '::'];

/** The address to open, with the key. */
export const addressOf = ({ host, port, token, machineName }: StartFacts): string => {
  const name = everywhere.includes(host) ? machineName : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${port}/#token=${token}`;
};

/** Undefined on loopback. */
export const warningOf = ({ host, root }: StartFacts): string | undefined =>
  isLoopback(host)
    ? undefined
    : `Warning: with --host ${host} this server can be reached from other machines, and what goes there and back, the key too, can be read on the way. Whoever has the key can start runs and read and write files below ${root}. Without --host, and through ssh, nobody else can reach it.`;

export const startLines = (facts: StartFacts): readonly string[] => {
  const { host, port, root, workspace, machineName, user } = facts;
  const tunnel = [
    'From another machine, first make a tunnel there, then open the same address there:',
    '',
    `  ssh -L ${port}:127.0.0.1:${port} ${user}@${machineName}`,
    '',
  ];
  return [
    'Plaquette is served. Open this address in a browser:',
    '',
    `  ${addressOf(facts)}`,
    '',
    ...(isLoopback(host) ? tunnel : []),
    workspace === null ? 'No workspace is open yet; the home page makes one.' : `Workspace: ${workspace}`,
    `Files can be opened and saved below ${root}`,
    'Stop with Ctrl-C: runs stop with a checkpoint and can be resumed.',
  ];
};

export const stopLine = (activeRuns: number): string => {
  const runs = activeRuns === 1 ? 'One run stops' : `${activeRuns} runs stop`;
  const what = activeRuns === 0 ? 'Stopping.' : `${runs} after the update at work, with a checkpoint.`;
  return `${what} A second Ctrl-C ends everything at once; runs can be resumed all the same.`;
};
