/**
 * What the XML records of a SciDAC or ILDG message say: geometry, data type, precision, checksums.
 * Sources: USQCD QIO (scidacFile, scidacRecord, scidacChecksum), ILDG binary file format 1.2 (ildgFormat).
 * Test: test/unit/engine/format/headers.test.ts.
 */
import { parseHex32 } from './checksum/site-checksum.ts';
import type { Precision } from './gauge-file.ts';
import type { XmlLeaves } from './xml-scan.ts';

export interface IldgFormat {
  readonly dims: readonly number[];
  readonly precision: Precision | undefined;
  readonly field: string | undefined;
}

export interface ScidacFile {
  readonly dims: readonly number[];
  /** 0: the whole volume in one file. */
  readonly volumeFormat: number;
}

export interface ScidacRecord {
  readonly datatype: string;
  readonly precision: Precision | undefined;
  readonly colours: number | undefined;
  readonly typeSize: number;
  readonly dataCount: number;
  /** One value for the whole lattice, or a part of it, instead of one per site. */
  readonly notPerSite: boolean;
}

const count = (text: string | undefined): number =>
  text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;

const precisionOf = (text: string | undefined): Precision | undefined =>
  text === 'F' || text === '32' ? 'f32' : text === 'D' || text === '64' ? 'f64' : undefined;

export const ildgFormat = ({ leaves }: XmlLeaves): IldgFormat | undefined => {
  const dims = ['lx', 'ly', 'lz', 'lt'].map((key) => count(leaves.get(key)));
  if (dims.some(Number.isNaN)) return undefined;
  return { dims, precision: precisionOf(leaves.get('precision')), field: leaves.get('field') };
};

export const scidacFile = ({ leaves }: XmlLeaves): ScidacFile | undefined => {
  const dims = (leaves.get('dims') ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(count);
  const directions = count(leaves.get('spacetime'));
  if (dims.length === 0 || dims.some(Number.isNaN)) return undefined;
  if (!Number.isNaN(directions) && directions !== dims.length) return undefined;
  const volumeFormat = count(leaves.get('volfmt'));
  return { dims, volumeFormat: Number.isNaN(volumeFormat) ? 0 : volumeFormat };
};

export const scidacRecord = ({ leaves }: XmlLeaves): ScidacRecord | undefined => {
  const typeSize = count(leaves.get('typesize'));
  const dataCount = count(leaves.get('datacount'));
  if (!(typeSize > 0) || !(dataCount > 0)) return undefined;
  const colours = count(leaves.get('colors'));
  return {
    datatype: leaves.get('datatype') ?? '',
    precision: precisionOf(leaves.get('precision')),
    colours: colours > 0 ? colours : undefined,
    typeSize,
    dataCount,
    notPerSite: [leaves.get('recordtype'), leaves.get('globaldata')].some(
      (kind) => kind !== undefined && kind !== '0',
    ),
  };
};

/** The stored pair (suma, sumb). */
export const scidacChecksums = ({ leaves }: XmlLeaves): readonly [number, number] | undefined => {
  const suma = parseHex32(leaves.get('suma'));
  const sumb = parseHex32(leaves.get('sumb'));
  return suma === undefined || sumb === undefined ? undefined : [suma, sumb];
};

/** Whether a data type name says gauge field: QDP_F3_ColorMatrix, QUDA_DNc3_GaugeField and the like. */
export const saysGauge = (datatype: string): boolean => /ColorMatrix|GaugeField/i.test(datatype);
