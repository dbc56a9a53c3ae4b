/**
 * An engine in a process that may write each file only up to a size, as on a disk that fills up; the limit can be lifted while it runs.
 * Linux only. Test: test/unit/main/engine-host/bad-input-disk.test.ts, test/e2e/bad-input.spec.ts.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Args, EngineCallName, FileHandle, Reply, Value } from '../../src-main/contract/index.ts';

/** Files of this process and of those it starts from now on may grow to `bytes`; null: to any size. */
export const limitFiles = (pid: number, bytes: number | null): void => {
  // what is lowered is the soft limit, which everybody may raise again
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`]);
};

/** Whether this machine can do that. */
export const canLimitFiles = (): boolean => {
  try {
    limitFiles(process.pid, null);
    return true;
  } catch {
    return false;
  }
};

export interface LimitedEngine {
  handle(path: string): Promise<FileHandle>;
  call<N extends EngineCallName>(name: N, args: Args<N>): Promise<Reply<Value<N>>>;
  /** The value of a call that must succeed. */
  get<N extends EngineCallName>(name: N, args: Args<N>): Promise<Value<N>>;
  limit(bytes: number | null): void;
  end(): Promise<void>;
}

export const startLimitedEngine = (bytes: number): LimitedEngine => {
  const program = fileURLToPath(new URL('engine-shell.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  limitFiles(child.pid!, bytes);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <T>(line: unknown): Promise<T> => {
    child.stdin.write(`${JSON.stringify(line)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('The engine has ended.');
    return JSON.parse(value) as T;
  };
  return {
    handle: async (path) => {
      const { handle } = await ask<{ readonly handle: FileHandle }>({ path });
      return handle;
    },
    call: (name, args) => ask({ name, args }),
    get: async (name, args) => {
      const reply = await ask<Reply<never>>({ name, args });
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
    limit: (to) => limitFiles(child.pid!, to),
    end: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
};
