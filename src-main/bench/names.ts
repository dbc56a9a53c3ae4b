/** What the benchmark can measure, by name: of no other code, so that the command line knows it at once. */

/** workload.ts */
export const KERNELS = [
  'plaquette',
  'force',
  'dslash',
  'normal',
  'cg',
  'solve',
  'mixed',
  'heatbath',
  'overrelaxation',
  'drift',
  'trajectory',
] as const;
export type KernelName = (typeof KERNELS)[number];

/** training-workload.ts: training steps, and batches of samples of the two flows. */
export const TRAININGS = ['network', 'phi4', 'u1', 'phi4-samples', 'u1-samples'] as const;
export type TrainingName = (typeof TRAININGS)[number];

/** probe.ts */
export const PROBES = ['start', 'memory'] as const;
export type ProbeName = (typeof PROBES)[number];
