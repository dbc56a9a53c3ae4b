/**
 * The world a command line runs in, and what it offers to commands. Tests put a world of their own in place.
 * A command registers itself with `register(program, context)` and hands its work to `context.answer`, which prints the answer
 * or the failure and keeps the exit code.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Result } from '../../src-engine/base/result.ts';
import { localMachine } from '../storage/machine.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import type { WorkspaceHost } from '../workspace/workspace.ts';
import type { Answer, Channel } from './output.ts';
import type { Style } from './style.ts';

export interface World {
  readonly stdout: Channel;
  readonly stderr: Channel;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder: relative paths begin here. */
  readonly folder: string;
  readonly host: WorkspaceHost;
  pause(ms: number): Promise<void>;
  /** A seed for a new run, 0 <= seed < 2^48. */
  freshSeed(): number;
}

export interface Context extends World {
  /** Of standard output. */
  readonly style: Style;
  /** The folder given with --workspace. */
  workspaceOption(): string | undefined;
  /** Does the work of one command. */
  answer(work: () => Promise<Result<Answer>>): Promise<void>;
}

/** One command of the command line. */
export type Register = (program: Command, context: Context) => void;

const channelOf = (stream: NodeJS.WriteStream): Channel => ({
  isTerminal: stream.isTTY === true,
  get columns() {
    return stream.columns ?? 80;
  },
  write: (text) => void stream.write(text),
});

/** The world of this process. */
export const processWorld = (): World => ({
  stdout: channelOf(process.stdout),
  stderr: channelOf(process.stderr),
  environment: process.env,
  folder: process.cwd(),
  host: { files: nodeFileSystem, machine: localMachine(), index: 'file', heartbeatMs: 15_000 },
  pause: (ms) => sleep(ms),
  freshSeed: () => randomInt(2 ** 48 - 1),
});
