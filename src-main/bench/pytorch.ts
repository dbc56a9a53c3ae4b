/** The yardstick of training: PyTorch, where a Python of this machine has it. Nothing is installed. Test: test/unit/main/bench/training.test.ts. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { TrainingName } from './names.ts';
import type { Rate } from './sampling.ts';

export interface PyTorch {
  readonly python: string;
  readonly script: string;
  readonly version: string;
}

const call = (python: string, args: readonly string[], seconds: number): string =>
  execFileSync(python, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 1000 * seconds,
  });

/** Beside this module or, for the bundled command line, in the source tree above it. */
const findScript = (): string | undefined => {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 4; up++, folder = dirname(folder)) {
    for (const place of ['pytorch/steps.py', 'src-main/bench/pytorch/steps.py'])
      if (existsSync(join(folder, place))) return join(folder, place);
  }
  return undefined;
};

export const findPyTorch = (
  candidates: readonly string[] = ['python3', '/usr/bin/python3', 'python'],
): Result<PyTorch> => {
  const script = findScript();
  for (const python of script === undefined ? [] : candidates) {
    try {
      const version = call(python, ['-c', 'import torch; print(torch.__version__)'], 60).trim();
      return ok({ python, script: script!, version });
    } catch {
      // no Python of that name, or one without PyTorch
    }
  }
  return fail(
    'usage.wrong',
    'Training is not compared with PyTorch: no Python on this machine has it.',
    'Install PyTorch for python3 and run the benchmark from a clone, or leave it out with --no-native.',
  );
};

const rateOf = (found: unknown): Rate | undefined => {
  const { p50, p85 } = (found ?? {}) as Partial<Rate>;
  return Number.isFinite(p50) && Number.isFinite(p85) ? { p50: p50!, p85: p85! } : undefined;
};

/** Steps per second; takes about `seconds` for each name and blocks this thread, so that nothing of ours competes with it. */
export const runPyTorch = (
  { python, script }: PyTorch,
  names: readonly TrainingName[],
  threads: number,
  seconds: number,
): Result<ReadonlyMap<TrainingName, Rate>> => {
  const words = [script, String(threads), String(seconds), ...names];
  try {
    const said = JSON.parse(call(python, words, 120 + 10 * seconds * names.length)) as {
      readonly steps?: Readonly<Record<string, unknown>>;
    };
    const rates = names.map((name) => [name, rateOf(said.steps?.[name])] as const);
    if (rates.every((entry): entry is readonly [TrainingName, Rate] => entry[1] !== undefined))
      return ok(new Map(rates));
  } catch {
    // said below
  }
  return fail(
    'usage.wrong',
    `PyTorch did not measure ${names.join(', ')} with ${threads} threads.`,
    `Run ${python} ${words.join(' ')} to see why.`,
  );
};
