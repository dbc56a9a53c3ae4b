/**
 * What can be computed on a configuration, and how much memory it takes, told before anything is allocated. All fields of a computation
 * lie in one kernel memory of at most 4 GiB; tables and buffers lie beside it. Test: test/unit/main/configuration/field-memory.test.ts.
 */

import { inUnits } from '../../src-engine/api/spec/memory.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { groupName } from '../../src-engine/format/index.ts';
import { MAX_COLOURS } from '../../src-engine/group/group.ts';
import { isQuarkObservable } from '../../src-engine/observable/index.ts';
import type { Quantity } from '../contract/index.ts';
import type { MeasureOptions } from './measurement.ts';
import { memoryOfQuarks } from './quark-memory.ts';

export interface Shape {
  readonly dims: readonly number[];
  readonly colours: number;
}

/** In bytes: in kernel memory, and beside it. */
export interface MemoryNeed {
  readonly fields: number;
  readonly beside: number;
}

/** A little less than 4 GiB: kernels and their arguments live there, too. */
const KERNEL_MEMORY = 2 ** 32 - 2 ** 26;

/** Whether kernels exist for such a lattice. */
export const checkComputable = ({ dims, colours }: Shape): Result<null> => {
  if (colours > MAX_COLOURS)
    return fail(
      'format.unsupported',
      `Fields of ${groupName(colours)} are recognised but not computed with; the largest group is SU(${MAX_COLOURS}).`,
      'Use the file in the code that wrote it.',
    );
  if (dims.some((n) => n < 2))
    return fail(
      'format.unsupported',
      `Nothing is computed on ${dims.join(' x ')}: each extent has to be 2 or more.`,
      'Use the file in the code that wrote it.',
    );
  return ok(null);
};

const volumeOf = (dims: readonly number[]): number => dims.reduce((product, n) => product * n, 1);

/** Bytes of f64 fields, by the number of components per site. A lattice with odd extents only keeps each site twice. */
const sizes = ({ dims, colours }: Shape) => {
  const sites = volumeOf(dims) * (dims.some((n) => n % 2 === 0) ? 1 : 2);
  const d = dims.length;
  const reals = (components: number): number => 8 * sites * components;
  return {
    reals,
    links: reals(2 * d * colours ** 2),
    line: reals(2 * colours ** 2),
    algebra: reals(colours ** 2),
    generator: reals(d * colours ** 2),
    tables: sites * (4 * d + 8),
    planes: (d * (d - 1)) / 2,
    sites,
  };
};

const besideOf = ({ dims }: Shape): number => volumeOf(dims) * (4 * dims.length + 16);

/** The field of a quantity at a flow time. */
export const memoryOfField = (shape: Shape, quantity: Quantity, flowTime: number): MemoryNeed => {
  const { reals, links, line, algebra, generator, tables, planes } = sizes(shape);
  const density: Readonly<Record<Quantity, number>> = {
    plaquette: reals(planes),
    'action-density': reals(2) + 2 * algebra,
    'topological-charge-density': reals(1) + 2 * algebra,
    'polyakov-real': reals(2) + 2 * line,
    'polyakov-modulus': reals(2) + 2 * line,
  };
  const flow = flowTime > 0 ? links + generator : 0;
  return { fields: tables + links + flow + density[quantity], beside: besideOf(shape) };
};

/** The most that one of the measurements takes; they take turns. */
export const memoryOfMeasurement = (shape: Shape, options: MeasureOptions): MemoryNeed => {
  const { links, line, algebra, generator, tables } = sizes(shape);
  const smearing = { none: 0, ape: 2 * links, stout: links + generator }[options.smearing];
  const most = Math.max(
    ...options.observables.map((observable) => {
      switch (observable) {
        case 'polyakov':
          return 2 * line;
        case 'action-density':
        case 'topological-charge':
          return 2 * algebra;
        case 'wilson-loops':
        case 'static-potential':
          return 4 * line + smearing;
        case 'creutz-ratios':
          return 4 * line;
        case 'flow':
          return links + generator + 2 * algebra;
        default:
          return 0;
      }
    }),
  );
  const quarks =
    options.quarks && memoryOfQuarks(shape, options.observables.filter(isQuarkObservable), options.quarks);
  return {
    fields: tables + links + Math.max(most, quarks?.fields ?? 0),
    beside: besideOf(shape) + (quarks?.beside ?? 0),
  };
};

/** Converting holds the links once, in plain order. */
export const memoryOfConversion = ({ dims, colours }: Shape): MemoryNeed => ({
  fields: 0,
  beside: 17 * volumeOf(dims) * dims.length * colours ** 2,
});

/** A refusal with numbers when `need` is more than there is. */
export const checkRoom = (
  what: string,
  { fields, beside }: MemoryNeed,
  machineBytes: number,
  remedy: string,
): Result<null> => {
  const total = fields + beside;
  if (total > machineBytes)
    return fail(
      'resource.memory',
      `${what} needs about ${inUnits(total)} of memory; this machine has ${inUnits(machineBytes)}.`,
      remedy,
      { bytes: total, capBytes: machineBytes },
    );
  if (fields > KERNEL_MEMORY)
    return fail(
      'resource.memory',
      `${what} needs about ${inUnits(fields)} for its fields; one computation can hold ${inUnits(KERNEL_MEMORY)}.`,
      remedy,
      { bytes: fields, capBytes: KERNEL_MEMORY },
    );
  return ok(null);
};
