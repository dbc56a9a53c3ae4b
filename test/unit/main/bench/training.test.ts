import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { runBench } from '../../../../src-main/bench/bench.ts';
import { TRAININGS } from '../../../../src-main/bench/names.ts';
import { findPyTorch, runPyTorch } from '../../../../src-main/bench/pytorch.ts';
import { benchDocument, benchLines } from '../../../../src-main/bench/report.ts';
import { styleFor } from '../../../../src-main/cli/style.ts';

const folder = mkdtempSync(join(tmpdir(), 'plaquette-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Python that says this, and writes down how it was called. */
const fakePython = (name: string, said: string): { readonly python: string; readonly called: string } => {
  const python = join(folder, name);
  const called = `${python}.called`;
  writeFileSync(python, `#!/bin/sh\necho "$@" > ${called}\necho '${said}'\n`);
  chmodSync(python, 0o755);
  return { python, called };
};

describe('training steps in a benchmark', () => {
  test('are all measured, here without PyTorch', async () => {
    const report = await runBench({
      lattices: [],
      kernels: [],
      precisions: [],
      trainings: TRAININGS,
      threads: [1],
      effort: { rounds: 1, seconds: 0.01 },
      memory: [],
    });
    const document = benchDocument(report);
    expect(document.training.map(({ training }) => training)).toEqual(TRAININGS);
    for (const row of document.training) {
      expect(row.stepsPerSecond).toBeGreaterThan(0);
      expect([row.pytorchStepsPerSecond, row.timeOverPyTorch]).toEqual([null, null]);
    }
    expect([document.runtime.pytorch, document.targets]).toEqual([null, []]);
    const lines = benchLines(report, styleFor(false));
    expect(lines.filter((line) => /^(network|phi4|u1|phi4-samples|u1-samples) /.test(line))).toHaveLength(5);
  });

  test.skipIf(process.platform === 'win32')('are compared where a Python has PyTorch', () => {
    const { python, called } = fakePython('python', '1.2.3');
    const found = unwrap(findPyTorch([join(folder, 'none'), python]));
    expect([found.python, found.version]).toEqual([python, '1.2.3']);
    const missing = findPyTorch([join(folder, 'none')]);
    expect(missing.ok).toBe(false);

    const good = fakePython('good', '{"steps": {"network": {"p50": 10, "p85": 12}}}');
    const rates = unwrap(runPyTorch({ ...found, python: good.python }, ['network'], 2, 0.5));
    expect(rates.get('network')).toEqual({ p50: 10, p85: 12 });
    expect(readFileSync(good.called, 'utf8').trim()).toBe(`${found.script} 2 0.5 network`);
    expect(called).toContain(folder);

    const bad = runPyTorch({ ...found, python: good.python }, ['phi4'], 1, 0.5);
    expect(!bad.ok && bad.error.message).toContain('did not measure phi4 with 1 threads');
  });
});
