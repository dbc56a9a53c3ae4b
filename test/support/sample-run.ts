/** A run in a workspace with made-up measurements, as the run loop would have written it. */

import { canonicalToml } from '../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { findTemplate, templateSpec } from '../../src-engine/api/template/templates.ts';
import { ok, unwrap } from '../../src-engine/base/result.ts';
import { specHash } from '../../src-main/spec/spec-hash.ts';
import type { RunParent } from '../../src-main/workspace/run-event.ts';
import type { RunSummary, Workspace } from '../../src-main/workspace/workspace.ts';

/** The quick start's lattice and action, in 100 + 400 updates with a detected cut, whatever the template does today. */
export const quickSpec = (): RunSpec => {
  const spec = templateSpec(unwrap(findTemplate('quick-start')));
  const updates = [100, 400];
  return {
    ...spec,
    phase: spec.phase.map((phase, i) => ({ ...phase, updates: updates[i]! })),
    run: { ...spec.run, thermalisation: 'auto' },
  };
};

export const makeRun = async (
  workspace: Workspace,
  spec: RunSpec = quickSpec(),
  parent?: RunParent,
): Promise<RunSummary> =>
  unwrap(
    await workspace.createRun({
      spec: canonicalToml(spec),
      specHash: specHash(spec),
      codeVersion: '0.1.0',
      name: spec.name,
      ...(parent === undefined ? {} : { parent }),
    }),
  );

export interface Measured {
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Left as running when absent; the writer stays with the caller. */
  readonly end?: 'finished' | 'stopped';
}

/** Row i belongs to update i + 1. */
export const fillRun = async (workspace: Workspace, id: string, { values, end }: Measured) => {
  const writer = unwrap(await workspace.openWriter(id));
  unwrap(await writer.setState({ state: 'running', fromUpdate: 0 }));
  const length = Math.max(...Object.values(values).map((series) => series.length));
  const rows = Array.from({ length }, (_, i) => ({
    update: i + 1,
    values: Object.fromEntries(
      Object.entries(values).flatMap(([name, series]) => (i < series.length ? [[name, series[i]!]] : [])),
    ),
  }));
  unwrap(await writer.appendMetrics(rows));
  if (end !== undefined) {
    unwrap(await writer.setState(end === 'stopped' ? { state: end, why: 'asked' } : { state: end }));
    unwrap(await writer.close());
  }
  return writer;
};

export const saveConfiguration = async (
  writer: Awaited<ReturnType<typeof fillRun>>,
  update: number,
): Promise<string> =>
  unwrap(
    await writer.writeConfiguration({ update, plaquette: 0.5494, extension: 'lime' }, async (sink) => {
      await sink.write(new TextEncoder().encode(`links of update ${update}`));
      return ok(undefined);
    }),
  );
