/**
 * Writes LIME files: ILDG with SciDAC records (four dimensions), SciDAC alone (two to four dimensions), or the payload alone.
 * Record order as QIO and MILC write it; the caller's records follow in messages of their own, where other readers skip them.
 * Sources: ILDG binary file format 1.2, USQCD QIO. Test: test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { encodeUtf8 } from '../../base/text.ts';
import type { LinkSource } from '../../lattice/gauge-configuration.ts';
import { SCIDAC_KINDS, scidacChecksum } from '../checksum/scidac-checksum.ts';
import { compareSums } from '../checksum/site-checksum.ts';
import type { ChecksumFact, GaugeFacts } from '../gauge-file.ts';
import { limeHeader, limePadding } from '../lime-records.ts';
import { wordBytes } from '../numbers.ts';
import { bytesPerSite } from '../site-payload.ts';
import { escapeXml } from '../xml-scan.ts';
import { encodedSites } from './encode-sites.ts';
import { type Output, writeAll } from './output.ts';
import { checksumXml, record, scidacFileXml, xmlBytes } from './scidac-messages.ts';
import { type ExtraRecord, PROVENANCE_RECORD, type WriteOptions } from './write-options.ts';

const scidacRecordXml = ({ precision, colours, dims }: GaugeFacts, date: string): string => {
  const letter = precision === 'f32' ? 'F' : 'D';
  const typeSize = colours * colours * 2 * wordBytes(precision);
  return `<scidacRecord><version>1.1</version><date>${escapeXml(date)}</date><recordtype>0</recordtype><datatype>QDP_${letter}${colours}_ColorMatrix</datatype><precision>${letter}</precision><colors>${colours}</colors><typesize>${typeSize}</typesize><datacount>${dims.length}</datacount></scidacRecord>`;
};

const ildgFormatXml = ({ dims, precision, colours }: GaugeFacts): string => {
  const field = colours === 1 ? 'u1gauge' : `su${colours}gauge`;
  const [lx, ly, lz, lt] = dims;
  return `<ildgFormat xmlns="http://www.lqcd.org/ildg" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.lqcd.org/ildg/filefmt.xsd"><version>1.2</version><field>${field}</field><precision>${precision === 'f32' ? 32 : 64}</precision><lx>${lx}</lx><ly>${ly}</ly><lz>${lz}</lz><lt>${lt}</lt></ildgFormat>`;
};

const extraRecords = (options: WriteOptions): Result<readonly ExtraRecord[]> => {
  const extra = [...(options.records ?? [])];
  if (options.provenance !== undefined)
    extra.push({ name: PROVENANCE_RECORD, bytes: encodeUtf8(options.provenance) });
  const bad = extra.find(
    ({ name }) => !/^[\x21-\x7e]{1,127}$/.test(name) || /binary-data$|^scidac-|^ildg-/.test(name),
  );
  if (bad === undefined) return ok(extra);
  return fail(
    'format.writeUnsupported',
    `"${bad.name.slice(0, 140)}" cannot be the name of an extra LIME record.`,
    'Use up to 127 printable characters, and none of the names that SciDAC and ILDG reserve.',
  );
};

export const writeLime = async (
  output: Output,
  field: LinkSource,
  facts: GaugeFacts,
  options: WriteOptions,
): Promise<Result<readonly ChecksumFact[]>> => {
  const extra = extraRecords(options);
  if (!extra.ok) return extra;
  const bare = facts.format === 'lime-payload';
  const ildg = facts.format === 'ildg';
  const name = facts.format === 'scidac' ? 'scidac-binary-data' : 'ildg-binary-data';
  const payload = bytesPerSite(facts) * facts.dims.reduce((product, n) => product * n, 1);
  const note = encodeUtf8(
    '<?xml version="1.0" encoding="UTF-8"?><title>Plaquette gauge configuration</title>\0',
  );
  const before = bare
    ? []
    : [
        ...record('scidac-private-file-xml', xmlBytes(scidacFileXml(facts.dims)), 'begin'),
        ...record('scidac-file-xml', note, '', 'end'),
        ...record(
          'scidac-private-record-xml',
          xmlBytes(scidacRecordXml(facts, options.date ?? 'unknown')),
          'begin',
        ),
        ...record('scidac-record-xml', note),
        ...(ildg ? record('ildg-format', xmlBytes(ildgFormatXml(facts))) : []),
        ...(ildg && options.logicalFileName !== undefined
          ? record('ildg-data-lfn', encodeUtf8(options.logicalFileName))
          : []),
      ];
  const sum = scidacChecksum(bytesPerSite(facts));
  const head = await writeAll(output, [
    ...before,
    limeHeader(name, payload, bare ? 'begin' : '', bare ? 'end' : ''),
  ]);
  if (!head.ok) return head;
  const body = await writeAll(output, encodedSites(field, facts, sum));
  if (!body.ok) return body;
  const sums = sum.values();
  const after = [
    limePadding(payload),
    ...(bare ? [] : record('scidac-checksum', xmlBytes(checksumXml(sums)), '', 'end')),
    ...extra.value.flatMap((item) => record(item.name, item.bytes, 'begin', 'end')),
  ];
  const tail = await writeAll(output, after);
  return tail.ok ? ok(bare ? [] : compareSums(SCIDAC_KINDS, sums, sums)) : tail;
};
