/** Which notices of the engine become notifications of the operating system. Test: test/unit/main/app/notice-policy.test.ts. */
import type { Settings } from '../contract/index.ts';
import type { Notice } from '../engine-host/control.ts';

const problems: ReadonlySet<Notice['kind']> = new Set(['failed', 'stuck', 'disk-low']);
/** Stopping is what the user asked for. */
const silent: ReadonlySet<Notice['kind']> = new Set(['stopped']);

/** `isWatched`: a window of that workspace is in front; its page says it already. */
export const isShown = (
  { kind }: Pick<Notice, 'kind'>,
  setting: Settings['notifications'],
  isWatched: boolean,
): boolean => {
  if (setting === 'none' || isWatched || silent.has(kind)) return false;
  return setting === 'all' || problems.has(kind);
};
