/**
 * Which random numbers training uses, of purpose 'sampler' with the number of the step as update: stages behind those of the items of an update list
 * (run/updaters.ts: at most 16 items of 1024 stages).
 */
export const TRAINING_STAGE = 2 ** 15;
/** Proposals of evaluations; accepting them has the stage behind it. */
export const EVALUATION_STAGE = 2 ** 15 + 1;
/** Samples on which densities are checked (density-check.ts), of seed 0: what is found depends on the model alone. */
export const CHECK_STAGE = 2 ** 15 + 3;
/** Samples that are looked at (sample/sample-pictures.ts). */
export const PICTURE_STAGE = 2 ** 15 + 5;
