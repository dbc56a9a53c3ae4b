/**
 * Random kernels, compiled and run, against their source run with plain numbers at every site (and against the interpreter of their record). Without fused multiplication the doubles must be
 * equal bit for bit; with it, and in single precision, kernels of non-expanding operations must agree to rounding.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Device } from '../../src-engine/kernel/device.ts';
import {
  type Executor,
  instantiate,
  type Launch,
  runBlock,
  webAssembly,
} from '../../src-engine/kernel/executor.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { type Tracer, trace } from '../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { freshName, interpretLattice, newDevice, runDirectly, someNumbers } from '../support/kernel-lab.ts';
import { ANY, COMPONENTS, type Program, programs, recordProgram, SMOOTH } from '../support/random-kernel.ts';

const OUTPUTS = 4;

const runSteps = (k: Tracer, program: Program): void => {
  const fields = COMPONENTS.map((n, i) => k.field(`f${i}`, n));
  const out = k.field('out', OUTPUTS);
  const parameters = [k.param(), k.param()];
  const integers = [k.siteIndex(), k.uparam(), k.uint(0x9e3779b9)];
  const values = recordProgram(k, k.here, program, { fields, parameters, integers });
  const last = values.slice(-OUTPUTS);
  while (last.length < OUTPUTS) last.push(values[0]!);
  last.forEach(({ v }, i) => k.store(out, i, k.move([v], k.here)[0]!));
  const [x, y] = k.move([last[0]!.v, last[1]!.v], k.here);
  k.reduce(x!);
  k.reduce(k.abs(y!), 'max');
};

/** Numbers that both precisions hold exactly. */
const PARAMS = [0.6875, -1.25];
const UPARAMS = [0x12345678];
const contents = (length: number, seed: number): Float64Array => someNumbers(length, seed).map(Math.fround);

interface Outcome {
  readonly out: Float64Array;
  readonly reductions: readonly number[];
}

const compiled = (
  program: Program,
  precision: Precision,
  device: Device,
  sites?: readonly number[],
): Outcome => {
  const lattice = new Lattice(device, program.dims, precision);
  const fields = [...COMPONENTS, OUTPUTS].map((n, i) => {
    const f = lattice.field(n);
    lattice.write(f, contents(lattice.volume * n, program.seed + i));
    return f;
  });
  const run = lattice.kernel(freshName(), (k) => runSteps(k, program));
  const reductions = run(fields, {
    params: PARAMS,
    uparams: UPARAMS,
    ...(sites ? { sites: lattice.siteList(sites) } : {}),
  });
  return { out: lattice.read(fields[2]!), reductions: [...reductions] };
};

const expectedOf = (program: Program, sites?: readonly number[]): Outcome => {
  const { dims, seed } = program;
  const volume = dims.reduce((p, n) => p * n, 1);
  const body = (k: Tracer): void => runSteps(k, program);
  const fields = [...COMPONENTS, OUTPUTS].map((n, i) => contents(volume * n, seed + i));
  const options = { params: PARAMS, uparams: UPARAMS, ...(sites ? { sites } : {}) };
  const direct = runDirectly(body, dims, fields, options);
  const interpreted = interpretLattice(trace('interpreted', dims.length, body), dims, fields, options);
  const unsigned = (x: Float64Array): Float64Array => x.map((v) => v + 0);
  expect(unsigned(interpreted.fields[2]!)).toEqual(unsigned(direct.fields[2]!));
  expect(interpreted.reductions.map((x) => x + 0)).toEqual(direct.reductions.map((x) => x + 0));
  return { out: direct.fields[2]!, reductions: direct.reductions };
};

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((worst, x, i) => {
    const d = Math.abs(x - b[i]!);
    return d > worst || Number.isNaN(d) ? d : worst;
  }, 0);

const compare = (program: Program, precision: Precision, fused: boolean, sites?: readonly number[]): void => {
  const expected = expectedOf(program, sites);
  const found = compiled(program, precision, newDevice(!fused), sites);
  const volume = program.dims.reduce((p, n) => p * n, 1);
  if (precision === 'f64' && !fused) {
    // the sign of zero is not defined
    expect(found.out.map((x) => x + 0)).toEqual(expected.out.map((x) => x + 0));
    expect(found.reductions[1]).toBe(expected.reductions[1]);
  } else {
    const bound = precision === 'f64' ? 1e-13 : 1e-5;
    expect(largestDifference(found.out, expected.out)).toBeLessThan(bound);
    expect(Math.abs(found.reductions[1]! - expected.reductions[1]!)).toBeLessThan(bound);
  }
  const bound = volume * (precision === 'f64' ? 1e-13 : 1e-5);
  expect(Math.abs(found.reductions[0]! - expected.reductions[0]!)).toBeLessThan(bound);
};

describe('random kernels mean what their source says', () => {
  test('exactly, in double precision without fused multiplication', () => {
    fc.assert(
      fc.property(programs(ANY), (p) => compare(p, 'f64', false)),
      { seed: 1, numRuns: 150 },
    );
  });
  test('on lists of sites', () => {
    fc.assert(
      fc.property(programs(ANY), fc.integer({ min: 2, max: 5 }), (p, m) => {
        const volume = p.dims.reduce((s, n) => s * n, 1);
        const sites = Array.from({ length: volume }, (_, i) => i).filter((i) => (i * 7) % m === 1);
        compare(p, 'f64', false, sites);
      }),
      { seed: 2, numRuns: 60 },
    );
  });
  test('to rounding, with fused multiplication', () => {
    fc.assert(
      fc.property(programs(SMOOTH), (p) => compare(p, 'f64', true)),
      { seed: 3, numRuns: 80 },
    );
  });
  test('to rounding, in single precision', () => {
    fc.assert(
      fc.property(programs(SMOOTH), fc.boolean(), (p, fused) => compare(p, 'f32', fused)),
      { seed: 4, numRuns: 120 },
    );
  });
});

/** One thread that walks the blocks of a launch in its own way. */
const walker = (
  walk: (launch: Launch) => { block: number; order: (blocks: number) => number[] },
): Executor => {
  const wasm = webAssembly();
  const memory = new wasm.Memory({ initial: 16, maximum: 65536 });
  const kernels: ReturnType<typeof instantiate>[] = [];
  return {
    ...singleThreadExecutor(),
    buffer: () => memory.buffer,
    reserve: (bytes) => {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65536);
      if (missing > 0) memory.grow(missing);
    },
    add: (module) => kernels.push(instantiate(new wasm.Module(module), memory)) - 1,
    run: (launch) => {
      const { block, order } = walk(launch);
      for (const i of order(Math.ceil(launch.count / block)))
        runBlock(kernels[launch.kernel]!, { ...launch, block }, i);
    },
  };
};
const forwards = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const backwards = (n: number): number[] => forwards(n).reverse();

describe('results do not depend on how a launch is walked', () => {
  test('the order of blocks changes no bit, sums included', () => {
    fc.assert(
      fc.property(programs(ANY), fc.constantFrom<Precision>('f64', 'f32'), (p, precision) => {
        const device = new Device(walker(({ block }) => ({ block, order: backwards })));
        expect(compiled(p, precision, device)).toEqual(compiled(p, precision, newDevice()));
      }),
      { seed: 5, numRuns: 40 },
    );
  });
  test('the size of blocks changes no bit of a field', () => {
    fc.assert(
      fc.property(programs(ANY), fc.integer({ min: 1, max: 40 }), (p, block) => {
        const device = new Device(walker(() => ({ block, order: forwards })));
        expect(compiled(p, 'f64', device).out).toEqual(compiled(p, 'f64', newDevice()).out);
      }),
      { seed: 6, numRuns: 40 },
    );
  });
});
