/** Where the configurations and fixtures of other codes lie, if this machine has them (they are not part of the project). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

const candidate =
  process.env.PLAQUETTE_SHARED_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** The folder with `configs/` and `fixtures/`, or undefined where it is absent. */
export const sharedData: string | undefined = existsSync(candidate) ? candidate : undefined;

/** `describe` over the shared files; skipped with a notice where they are absent. */
export const describeShared = (name: string, body: (folder: string) => void): void => {
  if (sharedData === undefined) {
    console.warn(`skipped: ${name} (the shared configurations are not on this machine)`);
    describe.skip(name, () => {
      test('needs the shared configurations', () => undefined);
    });
  } else {
    const folder = sharedData;
    describe(name, () => body(folder));
  }
};
