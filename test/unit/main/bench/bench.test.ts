import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type BenchPlan, runBench } from '../../../../src-main/bench/bench.ts';
import { groupsOf } from '../../../../src-main/bench/compare.ts';
import { busyWarning, machineFacts } from '../../../../src-main/bench/machine-facts.ts';
import { askProbe, peakBytes, probeMemory, probeStart } from '../../../../src-main/bench/probe.ts';
import { benchDocument, benchLines } from '../../../../src-main/bench/report.ts';
import { styleFor } from '../../../../src-main/cli/style.ts';

const folder = mkdtempSync(join(tmpdir(), 'plaquette-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan: BenchPlan = {
  lattices: [[4, 4, 4, 4]],
  kernels: ['plaquette', 'trajectory'],
  precisions: ['f64', 'f32'],
  threads: [1, 2],
  effort: { rounds: 1, seconds: 0.01 },
  trainings: [],
  memory: [],
};

describe('a benchmark without native C', () => {
  it('measures every kernel on every number of threads, and says so while it does', async () => {
    const progress: string[] = [];
    const report = await runBench(plan, (done, total) => progress.push(`${done}/${total}`));
    expect(progress).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    const document = benchDocument(report);
    expect(document.results.map((r) => `${r.kernel} ${r.precision} ${r.threads}`)).toEqual([
      'plaquette f64 1',
      'plaquette f64 2',
      'trajectory f64 1',
      'trajectory f64 2',
      'plaquette f32 1',
      'plaquette f32 2',
    ]);
    for (const result of document.results) {
      expect(result.rate).toBeGreaterThan(0);
      expect(result.rateP85).toBeGreaterThanOrEqual(result.rate);
      expect([result.nativeRate, result.ratioToNative, result.ratioToNativeSameWidth]).toEqual([
        null,
        null,
        null,
      ]);
      expect('gflops' in result).toBe(result.kernel === 'plaquette');
      expect(result.speedup === null).toBe(result.threads === 1);
    }
    expect(report.results.every((r) => r.kernelShare > 0 && r.kernelShare <= 1)).toBe(true);
    expect(document.triadGBs).toBeGreaterThan(0);
    expect(document.runtime).toMatchObject({ node: process.versions.node, compiler: null });
    expect([document.start, document.memory, document.problems]).toEqual([null, [], []]);
    const lines = benchLines(report, styleFor(false));
    expect(lines.filter((line) => /^(plaquette|trajectory|triad) /.test(line))).toHaveLength(8);
  });

  it('leaves out in single precision what runs do in double only', () => {
    expect(groupsOf([[8, 8, 8, 8]], ['heatbath', 'force'], ['f64', 'f32'])).toEqual([
      { lattice: [8, 8, 8, 8], precision: 'f64', kernels: ['heatbath', 'force'] },
      { lattice: [8, 8, 8, 8], precision: 'f32', kernels: ['force'] },
    ]);
    expect(groupsOf([[8, 8, 8, 8]], ['drift'], ['f32'])).toEqual([]);
  });

  it('warns on a busy machine only', () => {
    const facts = { ...machineFacts(), cores: 2 };
    expect(busyWarning({ ...facts, loadAtStart: 0.1 })).toBeUndefined();
    expect(busyWarning({ ...facts, loadAtStart: 3 })).toContain('lower bounds');
  });
});

/** A program that writes down how it was called and answers with `answer`. */
const fakeProgram = (answer: string): { program: string; called: string } => {
  const program = join(folder, `fake-${answer.length}.mjs`);
  const called = `${program}.called`;
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(called)}, process.argv.slice(2).join(' ')); console.log(${JSON.stringify(answer)});`,
  );
  chmodSync(program, 0o755);
  return { program, called };
};

describe('measurements in a process of their own', () => {
  it('are asked for on the command line and answered in JSON', () => {
    const { program, called } = fakeProgram('{"programMs":1}');
    expect(askProbe(program, 'memory', [4, 4, 4, 8], 2)).toEqual({ ok: true, value: { programMs: 1 } });
    expect(readFileSync(called, 'utf8')).toBe('bench --json --probe memory --lattice 4,4,4,8 --threads 2');
  });

  it('that fail do not stop the others, and are told once', async () => {
    const { program } = fakeProgram('no document');
    const report = await runBench({ ...plan, kernels: [], memory: [[4, 4, 4, 4]], program });
    expect(report.problems.map(({ message }) => message)).toEqual([
      'The start measurement on 8 x 8 x 8 x 8 did not finish.',
      'The memory measurement on 4 x 4 x 4 x 4 did not finish.',
    ]);
    expect([report.start, report.memory]).toEqual([null, []]);
  });

  it('count the bytes of links, the links to return to and momenta', async () => {
    const use = await probeMemory([4, 4, 4, 4], 1);
    expect(use.fieldBytes).toBe(256 * 8 * (72 + 72 + 36));
    expect(use.peakBytes).toBeGreaterThan(1e7);
    // whatever the peak was before: memory that is in use now is in it
    const ballast = new Uint8Array(400e6).fill(1);
    expect(peakBytes()).toBeGreaterThan(ballast.length);
  });

  it('know when the first kernel and the force were ready', async () => {
    const start = await probeStart([4, 4, 4, 4], 1);
    expect(start.firstKernelMs).toBeGreaterThan(0);
    expect(start.forceMs).toBeGreaterThan(start.firstKernelMs);
  });
});
