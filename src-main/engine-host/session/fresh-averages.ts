/** Averages for who waits for them. Test: test/unit/main/engine-host/run-handlers.test.ts. */
import { ok, type Result } from '../../../src-engine/base/result.ts';
import { type Averages, averagesOf, keepAverages } from './kept-averages.ts';
import type { OpenSession } from './open-session.ts';

/** The averages of a run as it is now: those that are known, if they are of its last row, otherwise made while the caller waits. */
export const freshAverages = async (session: OpenSession, run: string): Promise<Result<Averages>> => {
  const row = await session.book.refresh(run);
  if (!row.ok) return row;
  const entry = session.book.entries.get(run);
  const known = entry?.averages;
  const { lastUpdate = 0, segment = 0 } = entry?.summary ?? {};
  if (known !== undefined && known.lastUpdate === lastUpdate && known.segment === segment) return ok(known);
  const made = await session.analysts().ask({ kind: 'report', run, cut: null });
  if (!made.ok) return made;
  const averages = averagesOf(made.value);
  if (averages.lastUpdate > 0) {
    keepAverages(session.workspace.cache, run, averages);
    session.book.change(run, { averages });
  }
  return ok(averages);
};
