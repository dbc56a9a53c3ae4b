/** A measured series with a name, from a run or from a file. */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface History {
  readonly name: string;
  readonly values: Float64Array;
  /** The update of each value; absent where a file does not tell. */
  readonly update?: Float64Array;
}

/** These series of a run. A series of several numbers per row becomes several: `name[0]`, `name[1]`, ... */
export const readHistories = async (
  workspace: Workspace,
  id: string,
  names: readonly string[],
): Promise<Result<readonly History[]>> => {
  const histories: History[] = [];
  for (const name of names) {
    const series = await workspace.readSeries(id, name);
    if (!series.ok) return series;
    const { width, update, value } = series.value;
    for (let part = 0; part < width; part++)
      histories.push({
        name: width === 1 ? name : `${name}[${part}]`,
        values: width === 1 ? value : Float64Array.from(update, (_, row) => value[row * width + part]!),
        update,
      });
  }
  return ok(histories);
};

/** All series of a run, sorted by name. */
export const runHistories = async (workspace: Workspace, id: string): Promise<Result<readonly History[]>> => {
  const names = await workspace.seriesNames(id);
  return names.ok ? readHistories(workspace, id, names.value) : names;
};
