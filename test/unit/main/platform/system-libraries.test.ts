import { expect, test } from 'vitest';
import { missingIn, missingMessage } from '../../../../src-main/platform/system-libraries.mjs';

const LDD = `	linux-vdso.so.1 (0x00007ffd1b9f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f2c1a000000)
	libnss3.so => not found
	libnssutil3.so => not found
	libgbm.so.1 => not found
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2c0c000000)
`;

test('names each missing library once, with its Debian package', () => {
  expect(missingIn(LDD)).toEqual([
    { library: 'libnss3.so', package: 'libnss3' },
    { library: 'libnssutil3.so', package: 'libnss3' },
    { library: 'libgbm.so.1', package: 'libgbm1' },
  ]);
});

test('a machine with everything misses nothing, whatever ldd says', () => {
  expect(missingIn('	libc.so.6 => /lib/libc.so.6 (0x1)\n')).toEqual([]);
  expect(missingIn('	not a dynamic executable\n')).toEqual([]);
});

test('the message is one command to type', () => {
  expect(missingMessage(missingIn(LDD))).toBe(
    'Electron needs the system libraries libnss3.so, libnssutil3.so, libgbm.so.1; on Debian and Ubuntu: apt-get install libnss3 libgbm1.',
  );
});

test('a library of unknown origin is named as such', () => {
  expect(missingMessage(missingIn('	libnew.so.9 => not found\n'))).toBe(
    'Electron needs the system library libnew.so.9; find the package that has libnew.so.9.',
  );
});
