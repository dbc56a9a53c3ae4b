import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect, type WriteOptions, writeConfiguration } from '../../../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import {
  failureInApplication,
  problemInApplication,
} from '../../../../src-main/configuration/in-application.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

const commandLine = /--[a-z]|plaquette (convert|measure|inspect)/;

const inspected = async (field: GaugeConfiguration, options: WriteOptions, open = {}) => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, options));
  return inspect(memorySource(sink.bytes(), 'a file'), open);
};

describe('remedies in the application', () => {
  it.each(['lime-payload', 'milc-v4', 'openqcd', 'text'] as const)(
    'of %s name no option of the command line',
    async (format) => {
      const field = randomField([4, 4, 4, 4], 3);
      const report = unwrap(
        await inspected(field, { format }, format === 'openqcd' ? {} : { dims: field.dims, colours: 3 }),
      );
      expect(report.problems.length).toBeGreaterThan(0);
      expect(report.problems.some(({ remedy }) => commandLine.test(remedy))).toBe(true);
      for (const problem of report.problems)
        expect(problemInApplication(problem).remedy).not.toMatch(commandLine);
    },
  );

  it('ask for the geometry in the terms of a form', async () => {
    const report = await inspected(randomField([4, 2, 2, 6], 3), { format: 'lime-payload' });
    expect(report).toMatchObject({ ok: false, error: { code: 'format.geometryNeeded' } });
    if (report.ok) return;
    expect(report.error.remedy).toMatch(commandLine);
    expect(failureInApplication(report.error).remedy).toMatch(
      /^Give the extents of the lattice and the gauge group/,
    );
    expect(report.error.detail).toMatchObject({ group: 'SU(3)' });
    const wrong = await inspected(
      randomField([4, 2, 2, 6], 3),
      { format: 'lime-payload' },
      { dims: [4, 4, 4, 4] },
    );
    if (wrong.ok) throw new Error('a wrong geometry was believed');
    expect(failureInApplication(wrong.error).remedy).not.toMatch(commandLine);
  });

  it('stay as they are otherwise', () => {
    const failure = { code: 'store.notFound', message: 'It is gone.', remedy: 'Look for it.' } as const;
    expect(failureInApplication(failure)).toBe(failure);
  });
});
