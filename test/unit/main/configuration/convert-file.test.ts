import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { writeConfiguration } from '../../../../src-engine/format/index.ts';
import { type ConvertRequest, convertFile } from '../../../../src-main/configuration/convert-file.ts';
import { replaceFile } from '../../../../src-main/storage/durable-file.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { type FaultKind, faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

let folder: string;
let original: Uint8Array;
const path = (name: string): string => join(folder, name);
const field = randomField([4, 2, 2, 2], 3, 4);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-convert-'));
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, { format: 'ildg', provenance: '{"run":"r"}' }));
  original = sink.bytes();
  writeFileSync(path('a'), original);
  writeFileSync(path('old'), 'what was there before');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const request = (output: string, change: Partial<ConvertRequest> = {}): ConvertRequest => ({
  input: path('a'),
  output: path(output),
  format: 'nersc',
  rule: 'replace',
  geometry: {},
  damaged: 'refuse',
  date: '2026-01-01T00:00:00Z',
  ...change,
});
const intact = (): void => expect(Uint8Array.from(readFileSync(path('a')))).toEqual(original);
const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('.tmp-'));

describe('a converted file', () => {
  it('holds the field, its precision and its origin', async () => {
    const { after, plaquetteDifference } = unwrap(
      await convertFile(nodeFileSystem, request('b', { format: 'scidac' })),
    );
    expect(plaquetteDifference).toBeLessThan(1e-12);
    expect(after).toMatchObject({ format: 'scidac', precision: 'f64', status: 'intact' });
    expect(after.metadata['plaquette-provenance']).toBe('{"run":"r"}');
    const single = unwrap(await convertFile(nodeFileSystem, request('c', { precision: 'f32' })));
    expect(single.after.precision).toBe('f32');
    const kept = unwrap(
      await convertFile(nodeFileSystem, { ...request('d', { format: 'ildg' }), input: path('c') }),
    );
    expect(kept.after.precision).toBe('f32');
    intact();
  });

  it.each(['error', 'diskFull', 'refused', 'short', 'torn'] as readonly FaultKind[])(
    'is there complete or not at all, with the fault "%s" at any step',
    async (kind) => {
      const old = new TextEncoder().encode('what was there before');
      let strikes = 0;
      for (let at = 0; ; at++) {
        const files = volatileFileSystem();
        await files.makeFolder('/f');
        unwrap(await replaceFile(files, '/f/a', original));
        unwrap(await replaceFile(files, '/f/old', old));
        const faulty = faultyFileSystem(files, { at, kind, lasts: 'once' });
        const result = await convertFile(faulty, { ...request('old'), input: '/f/a', output: '/f/old' });
        const text = new TextDecoder('latin1').decode(files.contentOf('/f/old'));
        const complete = text.startsWith('BEGIN_HEADER') && text.length > 4096;
        expect(result.ok ? complete : complete || text === 'what was there before').toBe(true);
        expect(files.allFiles()).toEqual(['/f/a', '/f/old']);
        expect(files.contentOf('/f/a')).toEqual(original);
        if (!faulty.struck()) break;
        strikes++;
      }
      expect(strikes).toBeGreaterThan(10);
    },
  );

  it('says in words that the disk is full or must not be written to', async () => {
    const failing = (code: string): FileSystem => ({
      ...nodeFileSystem,
      open: async (name, mode) => {
        const file = await nodeFileSystem.open(name, mode);
        if (mode !== 'create') return file;
        return { ...file, write: () => Promise.reject(Object.assign(new Error('no'), { code })) };
      },
    });
    expect(await convertFile(failing('ENOSPC'), request('b'))).toMatchObject({
      error: { code: 'store.diskFull' },
    });
    expect(await convertFile(failing('EROFS'), request('b'))).toMatchObject({
      error: { code: 'store.readOnly' },
    });
    expect(readdirSync(folder).sort()).toEqual(['a', 'old']);
  });

  it('is not kept when it reads back as something else', async () => {
    // a disk that turns over one bit of what it is given
    const lying: FileSystem = {
      ...nodeFileSystem,
      open: async (name, mode) => {
        const file = await nodeFileSystem.open(name, mode);
        return {
          ...file,
          write: (bytes, position) => {
            const wrong = bytes.slice();
            if (bytes.length > 1000) wrong[500]! ^= 0x40;
            return file.write(wrong, position);
          },
        };
      },
    };
    expect(await convertFile(lying, request('old', { format: 'openqcd' }))).toMatchObject({
      ok: false,
      error: {
        code: 'store.failed',
        message: expect.stringMatching(/written and read again, but .* not kept/),
      },
    });
    expect(readFileSync(path('old'), 'utf8')).toBe('what was there before');
    expect(leftovers()).toEqual([]);
  });

  it('is never the original, by whatever name', async () => {
    symlinkSync(path('a'), path('symbolic'));
    linkSync(path('a'), path('hard'));
    for (const name of ['a', './a', 'symbolic', 'hard'])
      expect(await convertFile(nodeFileSystem, request(name))).toMatchObject({
        error: { code: 'usage.wrong' },
      });
    intact();
  });

  it('does not carry on an origin that was cut short', async () => {
    const sink = memorySink();
    const long = JSON.stringify({ run: 'r', note: 'x'.repeat(5000) });
    unwrap(await writeConfiguration(sink, field, { format: 'ildg', provenance: long }));
    writeFileSync(path('a'), sink.bytes());
    const { after } = unwrap(await convertFile(nodeFileSystem, request('b', { format: 'ildg' })));
    expect(after.metadata['plaquette-provenance']).toBeUndefined();
  });
});
