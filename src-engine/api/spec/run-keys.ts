/** Keys of [run] and [alarm]: how the run is carried out and watched. */
import type { AlarmSpec, ExecutionSpec } from './run-spec.ts';
import type { SchemaOf } from './schema-node.ts';

const algorithm = '/phase.update.algorithm';
const isChain = [{ key: '/training', isThere: 'no' }] as const;
const updatesLinks = [{ key: '/lattice.group', isNot: 'scalar' }, ...isChain] as const;

export const executionKeys: SchemaOf<ExecutionSpec> = {
  thermalisation: {
    kind: 'integer-or-word',
    title: 'Thermalisation',
    meaning:
      'Updates from the beginning, counted through all phases, that are left out of averages. With "auto" the cut is detected from the measured series.',
    unit: 'updates',
    default: 'auto',
    word: 'auto',
    min: 0,
    max: 1_000_000_000,
    step: 10,
    mattersWhen: isChain,
  },
  budget: {
    kind: 'duration',
    title: 'Time budget',
    meaning:
      'Wall-clock time after which the run stops cleanly with a checkpoint, ready to be resumed; "none" for no limit.',
    default: 0,
  },
  checkpointEvery: {
    kind: 'integer',
    title: 'Checkpoint after updates',
    meaning: 'A checkpoint is written every so many updates; zero leaves it to checkpoint-interval.',
    unit: 'updates',
    default: 0,
    min: 0,
    max: 1_000_000_000,
    step: 10,
  },
  checkpointInterval: {
    kind: 'duration',
    title: 'Checkpoint after time',
    meaning:
      'A checkpoint is written when this much wall-clock time has passed since the last one; "none" for never.',
    default: 600,
  },
  saveEvery: {
    kind: 'integer',
    title: 'Save configurations',
    meaning:
      'A configuration is kept every so many updates; zero keeps only the last one, in its checkpoint.',
    unit: 'updates',
    default: 0,
    min: 0,
    max: 1_000_000_000,
    step: 10,
    mattersWhen: isChain,
  },
  savePrecision: {
    kind: 'choice',
    title: 'Precision of saved configurations',
    meaning: 'Precision of the numbers in configuration files. Checkpoints are always double.',
    default: 'double',
    choices: {
      double: '64-bit numbers: nothing is lost',
      single: '32-bit numbers: half the size, links unitary to about 1e-7',
    },
    appliesWhen: [{ key: 'saveEvery', isNot: 0 }],
  },
  threads: {
    kind: 'integer',
    title: 'Threads',
    meaning:
      'Worker threads; zero means all physical cores but one. The chain is the same, bit for bit, for any number of threads.',
    unit: 'threads',
    default: 0,
    min: 0,
    max: 256,
    step: 1,
  },
  reproducible: {
    kind: 'boolean',
    title: 'Same bits on every machine',
    meaning:
      'Without fused multiply-add every machine gives the same bits, somewhat slower. Otherwise the chain repeats exactly on machines of the same kind only.',
    default: false,
  },
};

export const alarmKeys: SchemaOf<AlarmSpec> = {
  acceptanceBand: {
    kind: 'numbers',
    title: 'Acceptance band',
    meaning: 'Lowest and highest acceptance rate that is not worth a warning.',
    default: [0.4, 1],
    minLength: 2,
    maxLength: 2,
    min: 0,
    max: 1,
    step: 0.05,
    appliesWhen: [{ key: algorithm, isOneOf: ['hmc', 'metropolis'] }],
  },
  expDhSigma: {
    kind: 'number',
    title: 'Deviation of <exp(-dH)> from 1',
    meaning:
      'An exact integrator gives <exp(-dH)> = 1 in equilibrium; a warning is given when the mean is away from 1 by more than this.',
    unit: 'standard errors',
    default: 4,
    min: 1,
    max: 100,
    step: 0.5,
    appliesWhen: [{ key: algorithm, isOneOf: ['hmc'] }],
  },
  reversibility: {
    kind: 'number',
    title: 'Reversibility violation',
    meaning:
      'Largest change of a matrix element after integrating forth and back that is not worth a warning.',
    default: 1e-8,
    min: 0,
    aboveMin: true,
    max: 1,
    appliesWhen: [{ key: algorithm, isOneOf: ['hmc'] }],
  },
  unitarity: {
    kind: 'number',
    title: 'Unitarity drift',
    meaning:
      'Largest deviation of U U^dagger from the identity, element by element, that is not worth a warning.',
    default: 1e-10,
    min: 0,
    aboveMin: true,
    max: 1,
    appliesWhen: updatesLinks,
  },
  frozenTopologyTau: {
    kind: 'number',
    title: 'Frozen topology',
    meaning:
      'A warning is given when the integrated autocorrelation time of the topological charge is longer than this, or the charge does not move for that long.',
    unit: 'updates',
    default: 500,
    min: 1,
    max: 1_000_000_000,
    step: 50,
    appliesWhen: [{ key: '/measure.topologicalCharge', isThere: 'yes' }],
  },
  stallFactor: {
    kind: 'number',
    title: 'No progress',
    meaning:
      'A warning is given when an update takes this many times as long as is usual for updates that measure the same.',
    unit: 'usual durations',
    default: 20,
    min: 2,
    max: 10_000,
    step: 1,
  },
};
