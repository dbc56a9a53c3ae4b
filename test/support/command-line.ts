/** The command line in a world of its own: a fresh folder on the disk, captured output, a fixed seed, pauses that cost nothing. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../src-engine/base/result.ts';
import type { World } from '../../src-main/cli/context.ts';
import type { ExitCode } from '../../src-main/cli/exit-code.ts';
import { runProgram } from '../../src-main/cli/program.ts';
import { localMachine } from '../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../../src-main/workspace/workspace.ts';

export interface Outcome {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  readonly folder: string;
  readonly world: World;
  run(...argv: readonly string[]): Promise<Outcome>;
  /** With --json: the document, and the rest. */
  json<T = Readonly<Record<string, unknown>>>(
    ...argv: readonly string[]
  ): Promise<Outcome & { readonly document: T }>;
  /** Work on the workspace in `folder`, as another process would; made on first use. */
  inWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T>;
  remove(): void;
}

export interface WorldOptions {
  readonly isTerminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called for each pause instead of waiting. */
  readonly onPause?: () => Promise<void>;
  readonly nowMs?: () => number;
}

export const commandLine = (options: WorldOptions = {}): CommandLine => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-cli-')));
  const written = { out: '', err: '' };
  const channel = (key: 'out' | 'err') => ({
    isTerminal: options.isTerminal ?? false,
    columns: 100,
    write: (text: string) => {
      written[key] += text;
    },
  });
  const machine = localMachine();
  const host = {
    files: nodeFileSystem,
    machine: { ...machine, nowMs: options.nowMs ?? machine.nowMs },
    index: 'file',
    heartbeatMs: 0,
  } as const;
  const world: World = {
    stdout: channel('out'),
    stderr: channel('err'),
    environment: options.environment ?? {},
    folder,
    host,
    pause: async () => options.onPause?.(),
    freshSeed: () => 4711,
  };
  const run = async (...argv: readonly string[]): Promise<Outcome> => {
    Object.assign(written, { out: '', err: '' });
    const exit = await runProgram(argv, world);
    return { exit, ...written };
  };
  return {
    folder,
    world,
    run,
    json: async (...argv) => {
      const outcome = await run(...argv, '--json');
      return { ...outcome, document: JSON.parse(outcome.out) };
    },
    inWorkspace: async (work) => {
      const opened = await openWorkspace(folder, host);
      const workspace = opened.ok ? opened.value : unwrap(await createWorkspace(folder, 'lattice', host));
      try {
        return await work(workspace);
      } finally {
        await workspace.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
