/**
 * Reads a whole gauge field into memory and inspects it on the way. A field with an error (checksum, plaquette, links
 * outside the group) is refused unless the caller accepts damaged ones; notes and warnings come back in the inspection.
 * Test: test/unit/engine/format/round-trip.test.ts, test/golden/format-configs.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { type GaugeConfiguration, linkValues } from '../lattice/gauge-configuration.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import type { OpenOptions } from './gauge-file.ts';
import { inspectOther, reportOf } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { allocate } from './limits.ts';
import { measureInPlace, type SliceProgress } from './measure/field-meter.ts';
import { openFile } from './open-file.ts';
import { refusalCode } from './problem.ts';

export interface ReadOptions extends OpenOptions {
  /** What to do with a field that fails its checks. Default: refuse. */
  readonly damaged?: 'refuse' | 'accept';
}

export interface ReadConfiguration {
  readonly configuration: GaugeConfiguration;
  readonly inspection: Inspection;
}

/** The failure that stands for an inspection's first error, if it has one. */
const refusal = (name: string, inspection: Inspection): Result<never> | undefined => {
  const first = inspection.problems.find(({ severity }) => severity === 'error');
  return (
    first && fail(refusalCode(first.code), `${name}: ${first.message}`, first.remedy, { problem: first.code })
  );
};

export const readConfiguration = async (
  source: ByteSource,
  options: ReadOptions = {},
  progress?: SliceProgress,
): Promise<Result<ReadConfiguration>> => {
  const opened = await openFile(source, options);
  if (!opened.ok) return opened;
  const file = opened.value;
  if (file.content === 'other') {
    const report = await inspectOther(file);
    if (!report.ok) return report;
    return (
      refusal(source.name, report.value) ??
      fail('format.notGauge', report.value.verdict, 'Give a gauge configuration.')
    );
  }
  const { dims, colours } = file.facts;
  const links = allocate(linkValues(dims, colours));
  if (!links.ok) return links;
  const measured = await measureInPlace(file.slices(), links.value, dims, colours, progress);
  if (!measured.ok) return measured;
  const inspection = reportOf(file, measured.value);
  const refused = options.damaged === 'accept' ? undefined : refusal(source.name, inspection);
  return refused ?? ok({ configuration: { dims, colours, links: links.value }, inspection });
};
