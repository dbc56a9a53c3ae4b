/** What is told about trained models. As src-engine/api/model-manifest.ts and api/spec/flow-spec.ts. */
import { z } from 'zod';
import { count, failure, instant, real, runId } from './values.ts';

export const modelId = z.string().regex(/^m-\d{8}-\d{6}-[0-9a-f]{4}$/);
export type ModelId = z.output<typeof modelId>;

const couplings = {
  network: z.enum(['convolution', 'dense']),
  hidden: z.array(count).readonly(),
  stencil: count.exactOptional(),
  activation: z.enum(['leaky-relu', 'tanh', 'relu', 'silu']),
  finalActivation: z.enum(['none', 'tanh']),
  couplings: count,
};

/** What networks of couplings of plaquettes see. */
const loops = z.enum(['plaquettes', 'rectangles']).exactOptional();

export const modelArchitecture = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('affine'), ...couplings }),
  z.object({ kind: z.literal('spline'), bins: count, ...couplings }),
  z.object({
    kind: z.literal('continuous'),
    frequencies: count,
    features: count,
    timeModes: count,
    steps: count,
    exactSteps: count.exactOptional(),
  }),
  z.object({
    kind: z.literal('angular'),
    transform: z.enum(['projection', 'circular-spline']),
    size: count,
    loops: z.enum(['plaquettes', 'rectangles', 'strips']).exactOptional(),
    masks: z.enum(['alternating', 'sweeps', 'blocks']).exactOptional(),
    ...couplings,
  }),
  z.object({
    kind: z.literal('spectral'),
    bins: count,
    loops,
    masks: z.enum(['alternating', 'sweeps']).exactOptional(),
    ...couplings,
  }),
  z.object({ kind: z.literal('residual'), sweeps: count }),
]);

export const modelTarget = z.discriminatedUnion('theory', [
  z.object({ theory: z.literal('phi4'), massSquared: z.number(), lambda: z.number() }),
  z.object({ theory: z.enum(['u1', 'su2', 'su3']), beta: z.number() }),
]);

/** One line of the table of models. */
export const modelRow = z.object({
  id: modelId,
  name: z.string(),
  created: instant,
  codeVersion: z.string(),
  /** Lattice it was trained on. */
  dims: z.array(count),
  target: modelTarget,
  architecture: modelArchitecture,
  /** In words: "affine flow, 16 couplings", "phi^4, m^2 -4, lambda 6.008". */
  architectureText: z.string(),
  targetText: z.string(),
  /** Numbers that were trained, and bytes of their file. */
  numbers: count,
  bytes: count,
  /** Null for numbers that were not trained by this program. */
  training: z
    .object({
      run: z.string(),
      specHash: z.string(),
      seed: count,
      steps: count,
      batch: count,
      estimator: z.enum(['reparametrised', 'path', 'reinforce']),
      seconds: real,
      parent: modelId.nullable(),
    })
    .nullable(),
  quality: z.object({ ess: z.object({ value: real, error: real, samples: count }) }).nullable(),
  /** What was found wrong and worked around. */
  problem: failure.nullable(),
});
export type ModelRow = z.output<typeof modelRow>;

export const damagedModel = z.object({ id: modelId, folder: z.string(), failure });

const otherModel = z.object({
  id: modelId,
  /** Null when it is not in this workspace. */ name: z.string().nullable(),
});

export const modelDetail = z.object({
  row: modelRow,
  /** For people. */
  folder: z.string(),
  pieces: z.array(z.object({ name: z.string(), shape: z.array(count) })),
  /** The models that it was trained from, nearest first. */
  ancestors: z.array(otherModel),
  /** Models of this workspace that were trained from it. */
  children: z.array(otherModel),
  /** The run that trained it is in this workspace. */
  trainedHere: z.boolean(),
  /** Runs of this workspace whose specification names it. */
  usedBy: z.array(z.object({ run: runId, runName: z.string().nullable() })),
});
export type ModelDetail = z.output<typeof modelDetail>;
