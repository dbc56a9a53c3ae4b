/**
 * Memory of a run, known before it starts: one gauge field of V sites, d directions and N x N complex f64 matrices has
 * 16 V d N^2 bytes, and the run holds as many such fields as its algorithms need, plus neighbour tables.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { type Architectures, learnedBytes } from './learned-memory.ts';
import { quarkBytes } from './quark-memory.ts';
import { coloursOf, type RunSpec, replicasOf } from './run-spec.ts';

/** Bytes of one field (of links, or of a scalar), or of one field of momenta or forces. */
export const fieldBytes = (spec: RunSpec): number => {
  const sites = spec.lattice.dims.reduce((product, extent) => product * extent, 1);
  if (spec.lattice.group === 'scalar') return 8 * sites;
  return 16 * sites * spec.lattice.dims.length * coloursOf(spec.lattice.group) ** 2;
};

/** Gauge fields held at once: the links of each replica, what the updates need beside them, and what the measurements do. */
const fieldsHeld = (spec: RunSpec): number => {
  if (spec.training !== undefined) return 0;
  const updates = spec.phase.flatMap(({ update }) => update);
  const { flow, wilsonLoops, staticPotential } = spec.measure;
  // HMC: momenta, force, the configuration to return to. Measurements take turns with one another.
  const update = updates.some(({ algorithm }) => algorithm === 'hmc') ? 3 : 0;
  // links displaced along the force, and that force
  const displaced = updates.some(
    (one) => one.algorithm === 'hmc' && [one.integrator, one.innerIntegrator].includes('force-gradient'),
  )
    ? 2
    : 0;
  // flow: flowed links and the accumulated generator; the adaptive scheme keeps the step's beginning too
  const flowFields = flow === undefined ? 0 : flow.integrator === 'adaptive' ? 3 : 2;
  // smearing: from one field into another
  const isSmeared = [wilsonLoops, staticPotential].some((loops) => (loops?.smearing ?? 'none') !== 'none');
  const smearingFields = isSmeared ? 2 : 0;
  const replicas = replicasOf(spec);
  // fields on their way between replicas
  const exchanged = replicas > 1 ? 2 : 0;
  return replicas * (1 + update + displaced) + exchanged + Math.max(flowFields, smearingFields);
};

/** Neighbours forth and back in each direction, 4 bytes each, and one f64 per site for reductions; for each replica. */
const tableBytes = (spec: RunSpec): number =>
  replicasOf(spec) *
  spec.lattice.dims.reduce((product, extent) => product * extent, 1) *
  (8 * spec.lattice.dims.length + 8);

export const estimateMemoryBytes = (spec: RunSpec, architectureOf?: Architectures): number =>
  fieldsHeld(spec) * fieldBytes(spec) +
  quarkBytes(spec, fieldBytes(spec)) +
  learnedBytes(spec, architectureOf) +
  tableBytes(spec);

const partsOf = (spec: RunSpec, architectureOf?: Architectures): string => {
  const quarks = quarkBytes(spec, fieldBytes(spec));
  if (spec.training !== undefined) return 'the flow, its gradient and one batch';
  const fields = `${fieldsHeld(spec)} fields of ${inUnits(fieldBytes(spec))}`;
  const parts = quarks === 0 ? fields : `${fields}, and ${inUnits(quarks)} for quarks`;
  const proposals = learnedBytes(spec, architectureOf);
  return proposals === 0 ? parts : `${parts}, and ${inUnits(proposals)} for samples of flows`;
};

/** The estimate, or a refusal when it is above the cap; samples of flows are known with their models only. */
export const checkMemory = (
  spec: RunSpec,
  capBytes: number,
  architectureOf?: Architectures,
): Result<number> => {
  const bytes = estimateMemoryBytes(spec, architectureOf);
  if (bytes <= capBytes) return ok(bytes);
  return fail(
    'resource.memory',
    `${spec.lattice.group} on ${spec.lattice.dims.join(' x ')} needs about ${inUnits(bytes)} (${partsOf(spec, architectureOf)}), but ${inUnits(capBytes)} are available.`,
    spec.phase.some(({ update }) => update.some(({ algorithm }) => algorithm === 'flow'))
      ? 'Choose smaller lattice.dims or a smaller batch of proposals, or a machine with more memory.'
      : 'Choose smaller lattice.dims, or a machine with more memory.',
    { bytes, capBytes },
  );
};

/** "1.17 GiB". */
export const inUnits = (bytes: number): string => {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes) / 10)));
  return `${(bytes / 1024 ** power).toPrecision(3)} ${units[power]}`;
};
