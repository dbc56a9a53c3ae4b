/**
 * Inspects a file of any known format in one pass, two time slices in memory, and says in words whether it is intact.
 * Test: test/golden/format-configs.test.ts, test/property/format-damage.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import {
  type ChecksumFact,
  groupName,
  type OpenedGauge,
  type OpenedOther,
  type OpenOptions,
} from './gauge-file.ts';
import type { Inspection } from './inspection.ts';
import { boundaryOf, boundaryProblems } from './measure/boundary.ts';
import { type FieldMeasurement, measureFile, type SliceProgress } from './measure/field-meter.ts';
import { linkProblems } from './measure/link-problems.ts';
import { openFile } from './open-file.ts';
import { type Problem, problem } from './problem.ts';
import { compareLinkTrace, comparePlaquette } from './stored-plaquette.ts';
import { verdictOf } from './verdict.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const checksumProblems = (checksums: readonly ChecksumFact[]): readonly Problem[] =>
  checksums
    .filter((checksum) => !checksum.ok)
    .map(({ kind, stored, computed }) =>
      problem(
        'error',
        'format.checksumMismatch',
        `The checksum ${kind} in the file is ${stored}, its data give ${computed}: data or checksum were changed after writing.`,
        'Do not use the field: get the file again from its origin and compare.',
      ),
    );

const statusOf = (problems: readonly Problem[]): Inspection['status'] =>
  problems.some(({ severity }) => severity === 'error') ? 'problem' : 'intact';

/** The report on a gauge field that was measured. */
export const reportOf = (file: OpenedGauge, measured: FieldMeasurement): Inspection => {
  const { facts, metadata, records, storedPlaquette, storedLinkTrace } = file;
  const { dims, colours, precision } = facts;
  const { survey, checksums } = measured;
  const boundary = boundaryOf(survey, colours);
  const problems = [
    ...checksumProblems(checksums),
    ...linkProblems(measured, boundary, facts),
    ...comparePlaquette(storedPlaquette, measured.plaquette, colours, precision),
    ...compareLinkTrace(storedLinkTrace, measured.linkTrace, colours, precision),
    ...boundaryProblems(boundary, survey, dims),
    ...file.problems,
  ];
  const report: Omit<Inspection, 'verdict'> = {
    format: facts.format,
    content: 'gauge',
    endianness: facts.endianness,
    precision,
    dims,
    group: groupName(colours),
    rows: facts.rows,
    plaquette: finite(measured.plaquette),
    spatialPlaquette: finite(measured.spatialPlaquette),
    temporalPlaquette: finite(measured.temporalPlaquette),
    linkTrace: finite(measured.linkTrace),
    unitarityDeviation: finite(measured.unitarityDeviation),
    determinantDeviation: finite(measured.determinantDeviation),
    boundary,
    checksums,
    storedPlaquette: storedPlaquette?.value ?? null,
    storedLinkTrace: storedLinkTrace?.value ?? null,
    metadata,
    records,
    problems,
    status: statusOf(problems),
  };
  return { ...report, verdict: verdictOf(report) };
};

const reportOther = (file: OpenedOther, checksums: readonly ChecksumFact[]): Inspection => {
  const notGauge = problem(
    'error',
    'format.notGauge',
    `This is not a gauge configuration but ${file.description}.`,
    'Give a file with gauge links; this one can be listed but not measured.',
  );
  const { scalar } = file;
  const unsure = problem(
    'warning',
    'format.checksumMissing',
    'The file carries no checksum, so damage to its numbers cannot be seen.',
    'Get the field from where its checksum was kept.',
  );
  const expected = scalar === undefined ? [notGauge] : checksums.length === 0 ? [unsure] : [];
  const problems = [...expected, ...checksumProblems(checksums), ...file.problems];
  const report: Omit<Inspection, 'verdict'> = {
    format: file.format,
    content: scalar === undefined ? 'other' : 'scalar',
    endianness: scalar === undefined ? null : 'big',
    precision: scalar?.precision ?? null,
    dims: file.dims,
    group: null,
    rows: null,
    plaquette: null,
    spatialPlaquette: null,
    temporalPlaquette: null,
    linkTrace: null,
    unitarityDeviation: null,
    determinantDeviation: null,
    boundary: 'unknown',
    checksums,
    storedPlaquette: null,
    storedLinkTrace: null,
    metadata: file.metadata,
    records: file.records,
    problems,
    status: statusOf(problems),
  };
  return { ...report, verdict: verdictOf(report) };
};

export const inspectOther = async (file: OpenedOther): Promise<Result<Inspection>> => {
  const checksums = await file.checksums();
  return checksums.ok ? ok(reportOther(file, checksums.value)) : checksums;
};

export const inspect = async (
  source: ByteSource,
  options: OpenOptions = {},
  progress?: SliceProgress,
): Promise<Result<Inspection>> => {
  const file = await openFile(source, options);
  if (!file.ok) return file;
  if (file.value.content === 'other') return inspectOther(file.value);
  const measured = await measureFile(file.value, progress);
  return measured.ok ? ok(reportOf(file.value, measured.value)) : measured;
};
