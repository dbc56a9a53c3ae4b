/** An inspection for people: the verdict, then facts, checksums, and problems with what to do about them. */
import type { Inspection } from '../../../src-engine/format/index.ts';
import type { Style } from '../style.ts';
import { factLines, tableLines } from '../table.ts';

const number = (value: number | null): string => (value === null ? 'not a number' : value.toPrecision(12));
const small = (value: number | null): string => (value === null ? 'not a number' : value.toExponential(1));

const boundaries: Readonly<Record<Inspection['boundary'], string>> = {
  periodic: 'periodic',
  'antiperiodic-links': 'antiperiodic in time, as signs on the links',
  open: 'open in time',
  'sf-like': 'fixed in time (as for the Schrödinger functional)',
  unknown: 'unknown',
};

const factsOf = (report: Inspection): readonly (readonly [string, string])[] => [
  ['Format', [report.format, report.endianness, report.precision].filter((fact) => fact !== null).join(', ')],
  ['Lattice', `${report.dims?.join(' x ') ?? 'unknown'} (x, y, z, t)`],
  ...(report.group === null ? [] : [['Group', `${report.group}, ${report.rows} rows stored`] as const]),
];

const measurementsOf = (report: Inspection): readonly (readonly [string, string])[] => [
  ['Plaquette', number(report.plaquette)],
  ['  in space', number(report.spatialPlaquette)],
  ['  with time', number(report.temporalPlaquette)],
  ...(report.storedPlaquette === null ? [] : [['  as stored', String(report.storedPlaquette)] as const]),
  ['Link trace', number(report.linkTrace)],
  ...(report.storedLinkTrace === null ? [] : [['  as stored', String(report.storedLinkTrace)] as const]),
  ['Off unitarity', small(report.unitarityDeviation)],
  ['Off det 1', small(report.determinantDeviation)],
  ['Boundary', boundaries[report.boundary]],
];

const checksumLines = ({ checksums }: Inspection): readonly string[] => {
  if (checksums.length === 0) return [];
  const rows = checksums.map(({ kind, stored, computed, ok }) => [
    kind,
    stored,
    computed,
    ok ? 'agrees' : 'DIFFERS',
  ]);
  const columns = ['Checksum', 'stored', 'computed', ''].map((title) => ({ title }));
  return ['', ...tableLines(columns, rows)];
};

const problemLines = ({ problems }: Inspection, style: Style): readonly string[] =>
  problems.flatMap(({ severity, message, remedy }, k) => {
    const name = severity === 'error' ? style.bad('Error') : severity === 'warning' ? 'Warning' : 'Note';
    return [...(k === 0 ? [''] : []), `${name}: ${message} ${remedy}`];
  });

const metadataLines = ({ metadata }: Inspection): readonly string[] => {
  const facts = Object.entries(metadata);
  return facts.length === 0 ? [] : ['', 'In the file', ...factLines(facts, '  ')];
};

const recordLines = ({ records }: Inspection): readonly string[] => {
  if (records.length < 2) return [];
  const rows = records.map(({ name, offset, length, message }) => [
    name,
    `${message}`,
    `${offset}`,
    `${length}`,
  ]);
  return [
    '',
    ...tableLines(
      [
        { title: 'Record' },
        ...['message', 'offset', 'bytes'].map((title) => ({ title, align: 'right' as const })),
      ],
      rows,
    ),
  ];
};

export const inspectionLines = (report: Inspection, style: Style): readonly string[] => [
  report.status === 'intact' ? style.good(report.verdict) : style.bad(report.verdict),
  '',
  ...factLines([...factsOf(report), ...(report.content === 'gauge' ? measurementsOf(report) : [])]),
  ...checksumLines(report),
  ...metadataLines(report),
  ...recordLines(report),
  ...problemLines(report, style),
];
