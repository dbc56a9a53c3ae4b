/**
 * Every key of a run specification, in canonical order (leaves before sections, as TOML needs them).
 * Proof that it matches RunSpec: the compiler; that it is complete in words: test/unit/engine/api/spec/schema.test.ts.
 */
import { exchangeKeys } from './exchange-keys.ts';
import { flowKeys } from './flow-keys.ts';
import { actionKeys, latticeKeys, startKeys } from './lattice-keys.ts';
import { measureKeys } from './measure-keys.ts';
import { phaseKeys } from './phase-keys.ts';
import { alarmKeys, executionKeys } from './run-keys.ts';
import type { RunSpec } from './run-spec.ts';
import type { Keys, SchemaOf } from './schema-node.ts';
import { seaQuarkKeys, valenceKeys } from './sea-keys.ts';
import { trainingKeys } from './training-keys.ts';

/** The version of the specification language that this code reads and writes. */
export const specVersion = 1;

const quarksMatter = [
  { key: '/lattice.group', isNot: 'scalar' },
  { key: '/training', isThere: 'no' },
] as const;

const schema: SchemaOf<RunSpec> = {
  version: {
    kind: 'integer',
    title: 'Version of the specification',
    meaning: 'Says how this file is to be read. It is not the version of the program.',
    min: specVersion,
    max: specVersion,
  },
  name: {
    kind: 'text',
    title: 'Name of the run',
    meaning: 'A label for people.',
    default: 'untitled',
    maxLength: 120,
  },
  seed: {
    kind: 'integer',
    title: 'Random seed',
    meaning:
      'The same spec and seed give the same chain. Give every run its own seed: two runs that differ in nothing else are copies of each other.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    step: 1,
  },
  lattice: {
    kind: 'section',
    presence: 'always',
    title: 'Lattice',
    meaning: 'A periodic hypercubic lattice and the field on it.',
    keys: latticeKeys,
  },
  action: {
    kind: 'section',
    presence: 'always',
    title: 'Action',
    meaning: 'The weight of a configuration is exp(-S). Give preset and beta, or loops.',
    keys: actionKeys,
  },
  fermion: {
    kind: 'list',
    optional: true,
    title: 'Sea quarks',
    meaning:
      'Quarks that the gluons feel: each table is one kind of quark, whose determinant enters the weight. Without any the simulation is quenched. Every update must then be hmc.',
    maxItems: 8,
    keys: seaQuarkKeys,
    mattersWhen: quarksMatter,
  },
  valence: {
    kind: 'section',
    presence: 'optional',
    title: 'Valence quark',
    meaning:
      'The quark that hadrons, the condensate and eigenvalues are measured with; without this section it is the first quark of the sea.',
    keys: valenceKeys,
    mattersWhen: quarksMatter,
  },
  start: {
    kind: 'section',
    presence: 'always',
    title: 'Start',
    meaning: 'The first configuration of the chain.',
    keys: startKeys,
    mattersWhen: [{ key: '/training', isThere: 'no' }],
  },
  flow: {
    kind: 'section',
    presence: 'optional',
    title: 'Flow',
    meaning:
      'The normalizing flow that [training] trains: samples z of a simple prior become fields x = f(z) of known density.',
    keys: flowKeys,
    appliesWhen: [{ key: '/training', isThere: 'yes' }],
  },
  training: {
    kind: 'section',
    presence: 'optional',
    title: 'Training',
    meaning:
      'Makes this run a training of the flow in [flow]: each update is one training step, there are no phases, and the run ends with a model that other runs propose with.',
    keys: trainingKeys,
  },
  phase: {
    kind: 'list',
    title: 'Phases',
    meaning: 'The chain runs through the phases in this order. A simple run has one.',
    maxItems: 64,
    keys: phaseKeys,
    appliesWhen: [{ key: '/training', isThere: 'no' }],
  },
  exchange: {
    kind: 'section',
    presence: 'optional',
    title: 'Exchange of replicas',
    meaning:
      'Moves further replicas of the field at other couplings, each by the phases above, and lets neighbours exchange their fields (parallel tempering): what is slow at the couplings of [action] may be fast at the far end of the ladder. Measured and saved is the replica with the couplings of [action]; it is sampled exactly.',
    keys: exchangeKeys,
    appliesWhen: [{ key: '/training', isThere: 'no' }],
  },
  run: {
    kind: 'section',
    presence: 'always',
    title: 'Run',
    meaning:
      'How the run is carried out and what it keeps. Nothing here changes the chain, except reproducible.',
    keys: executionKeys,
  },
  measure: {
    kind: 'section',
    presence: 'always',
    title: 'Measurements',
    meaning: 'One section for each quantity that is measured during the run.',
    keys: measureKeys,
  },
  alarm: {
    kind: 'section',
    presence: 'always',
    title: 'Alarms',
    meaning: 'When the run warns. Numbers that are not finite always stop it.',
    keys: alarmKeys,
  },
};

/** The schema for code that walks over all keys. */
export const schemaKeys: Keys = schema;
