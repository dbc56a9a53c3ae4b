/** Where a benchmark ran, and whether the machine was free. Test: test/unit/main/bench/machine-facts.test.ts. */
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { hasRelaxedSimd } from '../../src-engine/kernel/device.ts';
import { physicalCores } from '../worker/thread-count.ts';
import { kernelCompilerFlags } from '../worker/v8-flags.ts';

export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly memoryGB: number;
  readonly system: string;
  /** Of the last minute, when the benchmark began. */
  readonly loadAtStart: number;
}

export interface RuntimeFacts {
  readonly node: string;
  readonly v8: string;
  /** V8 switches of kernels, and of this process. */
  readonly flags: readonly string[];
  /** Fused multiply-add of relaxed SIMD. */
  readonly fma: boolean;
  readonly compiler: string | null;
  readonly compilerFlags: readonly string[];
  readonly pytorch: string | null;
}

export const machineFacts = (): MachineFacts => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: physicalCores(),
  hardwareThreads: availableParallelism(),
  memoryGB: Math.round(totalmem() / 1e9),
  system: `${platform()} ${arch()} ${release()}`,
  loadAtStart: Math.round(100 * loadavg()[0]!) / 100,
});

export const runtimeFacts = (): Pick<RuntimeFacts, 'node' | 'v8' | 'flags' | 'fma'> => ({
  node: process.versions.node,
  v8: process.versions.v8,
  flags: [...kernelCompilerFlags(process.versions.v8), ...process.execArgv],
  fma: hasRelaxedSimd(),
});

/** Above this load somebody else computes; systems without a load average say 0. */
const FREE_LOAD = 0.3;

/** A warning where other work slows what is measured. */
export const busyWarning = ({ loadAtStart, cores }: MachineFacts): string | undefined =>
  loadAtStart > FREE_LOAD * cores
    ? `The machine was busy (load ${loadAtStart} on ${cores} cores): rates are lower bounds, and two threads suffer most.`
    : undefined;
