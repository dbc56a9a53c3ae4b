/**
 * How long phases take per site and update on this machine, as far as probes have told; a kind of phase is probed once. A probe that
 * takes too long is cut off: the time then stays unknown. Test: test/unit/main/engine-host/run-handlers.test.ts.
 */
import { canonicalToml } from '../../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { phaseKinds } from '../../spec/phase-kind.ts';
import type { ProbeQuestion } from '../probe-thread.ts';
import { AskThread } from '../thread/ask-thread.ts';
import { probeThreadFile } from '../thread-files.ts';
import type { PhasePace } from './probe-time.ts';

export interface TimeProbe {
  /** Seconds per site and update of the phases of a specification, those of `wanted` probed now where they are not known. */
  paces(spec: RunSpec, wanted: readonly number[], threads: number): Promise<ReadonlyMap<number, number>>;
  close(): Promise<void>;
}

const LIMIT_MS = 4_000;

export const createTimeProbe = (log: (text: string) => void): TimeProbe => {
  const known = new Map<string, number>();
  let thread: AskThread | undefined;

  const makeThread = (): AskThread =>
    new AskThread({
      name: 'probe thread',
      entry: probeThreadFile,
      data: undefined,
      // it holds the memory of a simulation
      idleMs: 1_000,
      canBeCutOff: true,
      log,
    });

  const probe = async (question: ProbeQuestion): Promise<readonly PhasePace[]> => {
    thread ??= makeThread();
    const asked = thread;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), LIMIT_MS);
    });
    const answer = await Promise.race([asked.ask<readonly PhasePace[]>(question), late]);
    clearTimeout(timer);
    if (answer === undefined) {
      if (thread === asked) thread = undefined;
      await asked.close();
      return [];
    }
    return answer.ok ? answer.value : [];
  };

  return {
    paces: async (spec, wanted, threads) => {
      const kinds = phaseKinds(spec).map((kind) => `${threads} ${kind}`);
      const missing = wanted.filter((phase) => !known.has(kinds[phase]!));
      if (missing.length > 0)
        for (const { phase, secondsPerSite } of await probe({
          toml: canonicalToml(spec),
          phases: missing,
          threads,
        }))
          known.set(kinds[phase]!, secondsPerSite);
      return new Map(
        wanted.flatMap((phase) => (known.has(kinds[phase]!) ? [[phase, known.get(kinds[phase]!)!]] : [])),
      );
    },
    close: async () => {
      await thread?.close();
    },
  };
};
