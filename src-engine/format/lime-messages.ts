/**
 * The messages of a LIME file with their XML records read: which data each carries and what is said about it.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/headers.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import { decodeUtf8 } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { RecordFact } from './gauge-file.ts';
import { listRecords } from './lime-records.ts';
import { MAX_HEADER_BYTES, MAX_METADATA_VALUE, MAX_TEXT_RECORDS } from './limits.ts';
import { type Problem, problem } from './problem.ts';
import {
  type IldgFormat,
  ildgFormat,
  type ScidacFile,
  type ScidacRecord,
  scidacChecksums,
  scidacFile,
  scidacRecord,
} from './scidac-record.ts';
import { scanXml, type XmlLeaves } from './xml-scan.ts';

export interface LimeMessage {
  readonly number: number;
  /** The field itself, if the message has one. */
  binary?: RecordFact;
  ildg?: IldgFormat;
  scidac?: ScidacRecord;
  checksums?: readonly [number, number];
}

export interface LimeContents {
  readonly records: readonly RecordFact[];
  readonly messages: readonly LimeMessage[];
  readonly file: ScidacFile | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

const isBinary = (name: string): boolean => /(^|-)binary-data$/.test(name);

/** XML records whose content the readers understand; broken markup in others is the owner's business. */
const UNDERSTOOD = new Set([
  'ildg-format',
  'scidac-private-file-xml',
  'scidac-private-record-xml',
  'scidac-checksum',
]);

const stripNuls = (text: string): string => text.replace(/\0+$/, '').trim();

/** Puts what one XML record says into its message; false when it says nothing usable. */
const understand = (record: RecordFact, xml: XmlLeaves, message: LimeMessage): boolean => {
  if (record.name === 'ildg-format') {
    const found = ildgFormat(xml);
    if (found !== undefined) message.ildg ??= found;
    return found !== undefined;
  }
  if (record.name === 'scidac-private-record-xml') {
    const found = scidacRecord(xml);
    if (found !== undefined) message.scidac ??= found;
    return found !== undefined;
  }
  if (record.name === 'scidac-checksum') {
    const found = scidacChecksums(xml);
    if (found !== undefined) message.checksums ??= found;
    return found !== undefined;
  }
  return true;
};

export const readMessages = async (source: ByteSource): Promise<Result<LimeContents>> => {
  const listing = await listRecords(source);
  if (!listing.ok) return listing;
  const { records } = listing.value;
  const problems: Problem[] = [...listing.value.problems];
  const metadata: Record<string, string> = {};
  const messages: LimeMessage[] = [];
  let file: ScidacFile | undefined;
  let texts = 0;

  for (const record of records) {
    let message = messages.at(-1);
    if (message === undefined || message.number !== record.message) {
      message = { number: record.message };
      messages.push(message);
    }
    if (isBinary(record.name)) {
      message.binary ??= record;
      continue;
    }
    if (record.length > MAX_HEADER_BYTES || texts === MAX_TEXT_RECORDS) {
      problems.push(
        problem(
          'note',
          'format.skippedRecords',
          `The record "${record.name}" at byte ${record.offset} (${record.length} bytes) was listed but not read.`,
          'Nothing to do unless the file needs it: header records are small.',
        ),
      );
      if (texts === MAX_TEXT_RECORDS) break;
      continue;
    }
    texts += 1;
    const bytes = await readBytes(source, record.offset, record.length, `the record "${record.name}"`);
    if (!bytes.ok) return bytes;
    const text = stripNuls(decodeUtf8(bytes.value));
    metadata[metadataKey(metadata, record)] = text.slice(0, MAX_METADATA_VALUE);
    if (!UNDERSTOOD.has(record.name)) continue;
    const xml = scanXml(text);
    const understood = understand(record, xml, message);
    if (record.name === 'scidac-private-file-xml') file ??= scidacFile(xml);
    if (xml.fault !== undefined || !understood) {
      problems.push(
        problem(
          'warning',
          'format.malformedXml',
          `The record "${record.name}" at byte ${record.offset} is not well-formed XML: ${xml.fault ?? 'a required element is missing'}. ${understood ? 'What it says could still be read.' : 'It was ignored.'}`,
          'Rewrite the file with plaquette convert to get a clean header.',
        ),
      );
    }
  }
  return ok({ records, messages, file, metadata, problems });
};

/** The name of a record, with its message number when the name was seen before. */
const metadataKey = (metadata: Readonly<Record<string, string>>, record: RecordFact): string => {
  if (!Object.hasOwn(metadata, record.name)) return record.name;
  const base = `${record.name} (message ${record.message}`;
  let key = `${base})`;
  for (let k = 2; Object.hasOwn(metadata, key); k++) key = `${base}, ${k})`;
  return key;
};
