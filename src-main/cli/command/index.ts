/** Every command, in the order of the help text. */
import type { Register } from '../context.ts';
import { register as registerAnalyze } from './analyze.ts';
import { register as registerBench } from './bench.ts';
import { register as registerConvert } from './convert.ts';
import { register as registerExplain } from './explain.ts';
import { register as registerImport } from './import.ts';
import { register as registerInspect } from './inspect.ts';
import { register as registerList } from './list.ts';
import { register as registerMeasure } from './measure.ts';
import { register as registerModels } from './models.ts';
import { register as registerNew } from './new.ts';
import { register as registerRace } from './race.ts';
import { register as registerResume } from './resume.ts';
import { register as registerRun } from './run.ts';
import { register as registerSample } from './sample.ts';
import { register as registerServe } from './serve.ts';
import { register as registerShow } from './show.ts';
import { register as registerStart } from './start.ts';
import { register as registerStop } from './stop.ts';
import { register as registerTrain } from './train.ts';
import { register as registerWorkspace } from './workspace.ts';

export const registrations: readonly Register[] = [
  registerNew,
  registerRun,
  registerResume,
  registerStop,
  registerRace,
  registerList,
  registerShow,
  registerAnalyze,
  registerMeasure,
  registerInspect,
  registerConvert,
  registerImport,
  registerTrain,
  registerModels,
  registerSample,
  registerExplain,
  registerWorkspace,
  registerStart,
  registerServe,
  registerBench,
];
