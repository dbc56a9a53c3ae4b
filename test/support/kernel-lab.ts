/** Runs kernels on one thread for tests: functions over arrays of numbers, and whole kernels against the interpreter. */
import { Device } from '../../src-engine/kernel/device.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import type { Real, Tracer } from '../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';

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
