/** Runs kernels on one thread for tests: functions over arrays of numbers, and whole kernels against the interpreter. */
import { Device } from '../../src-engine/kernel/device.ts';
import type { Graph, Precision } from '../../src-engine/kernel/graph.ts';
import { interpretSite, type SiteEnvironment } from '../../src-engine/kernel/interpret.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { type Real, type Tracer, trace } from '../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { DirectTracer } from './direct-tracer.ts';

export const newDevice = (reproducible = false): Device =>
  new Device(singleThreadExecutor(), { reproducible });

let kernels = 0;
/** A kernel name nobody else uses. */
export const freshName = (): string => `test ${kernels++}`;

/** The outputs of `body` for each row of inputs, computed by a compiled kernel: out[row][output]. */
export const evaluateRows = (
  rows: readonly (readonly number[])[],
  body: (k: Tracer, inputs: Real[]) => Real[],
  options: { precision?: Precision; reproducible?: boolean; params?: readonly number[] } = {},
): number[][] => {
  const lattice = new Lattice(
    newDevice(options.reproducible),
    [4, Math.max(4, Math.ceil(rows.length / 16) * 4)],
    options.precision ?? 'f64',
  );
  const inputs = rows[0]!.length;
  const from = lattice.field(inputs);
  const values = new Float64Array(lattice.volume * inputs);
  for (let site = 0; site < lattice.volume; site++) {
    values.set(rows[Math.min(site, rows.length - 1)]!, site * inputs);
  }
  lattice.write(from, values);
  let outputs = 0;
  const name = freshName();
  const traced = (k: Tracer): Real[] => {
    const f = k.field('in', inputs);
    return body(
      k,
      Array.from({ length: inputs }, (_, i) => k.load(f, k.here, i)),
    );
  };
  lattice.kernel(`${name} count`, (k) => {
    outputs = traced(k).length;
    k.field('out', 1);
  })([from, lattice.field(1)], { params: options.params ?? [] });
  const to = lattice.field(outputs);
  lattice.kernel(name, (k) => {
    const results = traced(k);
    const out = k.field('out', outputs);
    results.forEach((r, i) => k.store(out, i, r));
  })([from, to], { params: options.params ?? [] });
  const read = lattice.read(to);
  return rows.map((_, i) => Array.from(read.subarray(i * outputs, (i + 1) * outputs)));
};

/** Units of the last place of `exact` between `value` and it. */
export const ulps = (value: number, exact: number, precision: Precision = 'f64'): number => {
  const bits = precision === 'f64' ? 52 : 23;
  const size = Math.max(Math.abs(exact), precision === 'f64' ? 2 ** -1022 : 2 ** -126);
  return Math.abs(value - exact) / 2 ** (Math.floor(Math.log2(size)) - bits);
};

/** Site index of `site` moved by `displacement` on a periodic lattice. */
export const moveSite = (dims: readonly number[], site: number, displacement: readonly number[]): number => {
  let rest = site;
  let stride = 1;
  let out = 0;
  dims.forEach((n, mu) => {
    const x = (((rest % n) + displacement[mu]!) % n) + n;
    rest = Math.floor(rest / n);
    out += (x % n) * stride;
    stride *= n;
  });
  return out;
};

export interface Interpreted {
  /** Contents of the fields after the kernel, in plain site order. */
  readonly fields: readonly Float64Array[];
  readonly reductions: readonly number[];
}

interface LatticeArguments {
  readonly params?: readonly number[];
  readonly uparams?: readonly number[];
  readonly sites?: readonly number[];
}

/** Runs something at every site in plain code: reads see the fields as they were before. */
const walkLattice = (
  { fields: declared, reductions: kinds }: Pick<Graph, 'fields' | 'reductions'>,
  dims: readonly number[],
  fields: readonly Float64Array[],
  options: LatticeArguments,
  atSite: (env: SiteEnvironment) => void,
): Interpreted => {
  const volume = dims.reduce((p, n) => p * n, 1);
  const out = fields.map((f) => f.slice());
  const reductions = kinds.map(() => 0);
  for (const site of options.sites ?? Array.from({ length: volume }, (_, i) => i)) {
    atSite({
      load: (f, displacement, c) =>
        fields[f]![moveSite(dims, site, displacement) * declared[f]!.components + c]!,
      store: (f, c, value) => {
        out[f]![site * declared[f]!.components + c] = value;
      },
      reduce: (slot, value) => {
        const before = reductions[slot]!;
        reductions[slot] = kinds[slot] === 'sum' ? before + value : Math.max(before, value);
      },
      params: options.params ?? [],
      uparams: options.uparams ?? [],
      siteIndex: site,
    });
  }
  return { fields: out, reductions };
};

/** What a recorded kernel means, by the interpreter. */
export const interpretLattice = (
  graph: Graph,
  dims: readonly number[],
  fields: readonly Float64Array[],
  options: LatticeArguments = {},
): Interpreted => walkLattice(graph, dims, fields, options, (env) => interpretSite(graph, env));

/** What a kernel's source means, run with plain numbers. */
export const runDirectly = (
  body: (k: Tracer) => void,
  dims: readonly number[],
  fields: readonly Float64Array[],
  options: LatticeArguments = {},
): Interpreted => {
  const declared = trace('declarations', dims.length, body);
  return walkLattice(declared, dims, fields, options, (env) => body(new DirectTracer(dims.length, env)));
};

/** Reproducible numbers in (-1, 1) for filling fields. */
export const someNumbers = (length: number, seed: number): Float64Array => {
  let state = (seed * 2654435761 + 1) >>> 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 31 - 1 + 2 ** -33;
  });
};
