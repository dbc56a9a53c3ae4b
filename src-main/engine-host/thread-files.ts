/** Where the engine's threads begin. In this file, because bundles find program files from beside its entries. */
import { programFile } from '../worker/program-file.ts';

export const runThreadFile = (): URL => programFile('run-thread', import.meta.url);
export const analysisThreadFile = (): URL => programFile('analysis-thread', import.meta.url);
export const probeThreadFile = (): URL => programFile('probe-thread', import.meta.url);
