/**
 * The native yardstick of the benchmark: compiles ./native (C) once per machine and runs its kernels.
 *
 * Compiled for this CPU with 256-bit registers (AVX2), or with 128-bit ones, which are all that WebAssembly has. Checked against plain
 * loops before it is ever used, kept under a name that hashes sources, flags, compiler and CPU. Programs are started without a shell.
 * Proved by test/unit/main/bench/native.test.ts.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';

/** Bits of the SIMD registers of the C kernels. */
export type RegisterBits = 256 | 128;

export type NativeKernel = 'plaquette' | 'force' | 'dslash' | 'cg' | 'heatbath' | 'triad';

export interface NativeBench {
  readonly binary: string;
  /** First line of the compiler's --version. */
  readonly compiler: string;
  readonly flags: readonly string[];
}

export interface NativeRequest {
  readonly kernel: NativeKernel;
  /** (x, y, z, t); z and t even, in f32 also y; cg and the heat bath want x, y even and z, t divisible by 4 (f32: y too). */
  readonly lattice: readonly number[];
  readonly precision: 'f64' | 'f32';
  readonly threads: number;
  readonly seconds: number;
}

export interface NativeMeasurement extends NativeRequest {
  /** plaquette counts 2592, force 10752 and dslash 1320 flop per site; the triad 24 bytes per element. */
  readonly unit: 'gflops' | 'iterations/s' | 'links/s' | 'GB/s';
  /** Median over at least 15 repetitions. */
  readonly rate: number;
  /** 85th percentile of the rate: what the machine does when nothing else runs. */
  readonly p85: number;
  /** Depends on the whole result: mean plaquette, or mean squared force, spinor or solution, of a fixed field. */
  readonly value: number;
  readonly repetitions: number;
}

const flagsHere = (bits: RegisterBits): readonly string[] => {
  const target =
    arch() === 'x64' ? ['-march=native', '-mno-avx512f'] : arch() === 'arm64' ? ['-mcpu=native'] : [];
  return ['-O3', ...target, '-std=gnu11', `-DVECTOR_BYTES=${bits / 8}`];
};

const words = (error: unknown): string => {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return (stderr !== '' ? stderr : String(error)).slice(0, 2000);
};

const call = (program: string, args: readonly string[], seconds: number): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: seconds * 1000,
    maxBuffer: 1 << 24,
  });

const findCompiler = (
  candidates: readonly string[],
): { readonly program: string; readonly version: string } | undefined => {
  for (const program of candidates) {
    try {
      return { program, version: call(program, ['--version'], 30).split('\n', 1)[0] ?? program };
    } catch {
      // Not installed or not a compiler: the next candidate decides.
    }
  }
  return undefined;
};

/** The C sources, next to this module or, for the bundled command line, in the source tree above it. */
const findSources = (): string | undefined => {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 4; up++, folder = dirname(folder)) {
    for (const place of ['native', 'src-main/bench/native']) {
      if (existsSync(join(folder, place, 'main.c'))) return join(folder, place);
    }
  }
  return undefined;
};

const hashOf = (
  sources: string,
  names: readonly string[],
  version: string,
  flags: readonly string[],
): string => {
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(sources, name)));
  hash.update([version, ...flags, cpus()[0]?.model ?? ''].join('\n'));
  return hash.digest('hex').slice(0, 16);
};

/** The compiled and checked yardstick, from `cacheDir` if it is already there. */
export const compileNative = (
  cacheDir: string,
  bits: RegisterBits = 256,
  candidates: readonly string[] = ['gcc', 'cc'],
): Result<NativeBench> => {
  const compiler = findCompiler(candidates);
  if (compiler === undefined) {
    return fail(
      'usage.wrong',
      `The native comparison needs a C compiler, and none of these was found: ${candidates.join(', ')}.`,
      'Install gcc, or run the benchmark without the native comparison.',
    );
  }
  const sources = findSources();
  if (sources === undefined) {
    return fail(
      'usage.wrong',
      'The C sources of the native comparison are not installed.',
      'Run the benchmark from a clone.',
    );
  }
  const names = readdirSync(sources)
    .filter((name) => /\.[ch]$/.test(name))
    .sort();
  const flags = flagsHere(bits);
  const binary = join(cacheDir, `native-${hashOf(sources, names, compiler.version, flags)}`);
  const bench: NativeBench = { binary, compiler: compiler.version, flags };
  if (existsSync(binary)) return ok(bench);

  const draft = `${binary}.${process.pid}.tmp`;
  try {
    mkdirSync(cacheDir, { recursive: true });
    const units = names.filter((name) => name.endsWith('.c')).map((name) => join(sources, name));
    call(compiler.program, [...flags, '-o', draft, ...units, '-lm', '-lpthread'], 300);
  } catch (error) {
    rmSync(draft, { force: true });
    return fail(
      'usage.wrong',
      `${compiler.version} could not compile the native comparison.`,
      'Install gcc 12 or newer and see that the cache folder is writable.',
      { cacheDir, output: words(error) },
    );
  }
  try {
    call(draft, ['--verify'], 120);
    renameSync(draft, binary);
  } catch (error) {
    rmSync(draft, { force: true });
    return fail(
      'usage.wrong',
      `The native comparison compiled by ${compiler.version} fails its own check.`,
      'Try another version of gcc; the benchmark does not compare with wrong results.',
      { output: words(error) },
    );
  }
  return ok(bench);
};

const parseMeasurement = (line: string, request: NativeRequest): NativeMeasurement | undefined => {
  const found: unknown = JSON.parse(line);
  if (typeof found !== 'object' || found === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(found));
  const number = (key: string): number => {
    const value = fields.get(key);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const unit = fields.get('unit');
  if (unit !== 'gflops' && unit !== 'iterations/s' && unit !== 'links/s' && unit !== 'GB/s') return undefined;
  const measurement: NativeMeasurement = {
    ...request,
    unit,
    rate: number('rate'),
    p85: number('p85'),
    value: number('value'),
    repetitions: number('repetitions'),
    seconds: number('seconds'),
  };
  return [measurement.rate, measurement.p85, measurement.value].every(Number.isFinite)
    ? measurement
    : undefined;
};

/** Measures one kernel; takes about `seconds` and blocks this thread, so that nothing of ours competes with it. */
export const runNative = (bench: NativeBench, request: NativeRequest): Result<NativeMeasurement> => {
  const { kernel, lattice, precision, threads, seconds } = request;
  const args = ['--kernel', kernel, '--lattice', lattice.join(','), '--precision', precision];
  args.push('--threads', String(threads), '--seconds', String(seconds));
  try {
    const measurement = parseMeasurement(call(bench.binary, args, 10 * seconds + 120), request);
    if (measurement !== undefined) return ok(measurement);
    return fail(
      'usage.wrong',
      `The native ${kernel} benchmark printed no measurement.`,
      'Delete the benchmark cache and run again.',
    );
  } catch (error) {
    const shape = lattice.join('x');
    return fail(
      'usage.wrong',
      `The native ${kernel} benchmark did not run on ${shape} in ${precision} with ${threads} threads.`,
      'Choose a lattice with even z and t (f32: also y; heat bath: divisible by 4) and kernel and precision that go together.',
      { output: words(error) },
    );
  }
};
