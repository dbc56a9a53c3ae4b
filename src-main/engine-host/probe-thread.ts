/** The entry of the thread that probes how long updates take (spec/probe-time.ts). */

import { attempt } from '../../src-engine/base/result.ts';
import { checkLoops } from '../../src-engine/run/check-loops.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import { probeTime } from './spec/probe-time.ts';
import { serveQuestions } from './thread/serve-questions.ts';

export interface ProbeQuestion {
  readonly toml: string;
  readonly phases: readonly number[];
  readonly threads: number;
}

serveQuestions<ProbeQuestion>(async ({ toml, phases, threads }) => {
  const spec = parseSpec(toml, checkLoops);
  if (!spec.ok) return spec;
  // what cannot be carried out is told when it is
  return attempt(() =>
    probeTime(
      spec.value,
      phases,
      () => threadPoolExecutor({ threads }),
      () => performance.now(),
    ),
  );
});
