/** Results as tab-separated text with every digit. Test: test/unit/renderer/screen/run/run-lists.test.ts. */
import type { EstimateFacts } from '../../../src-main/contract/index.ts';

const COLUMNS = ['observable', 'value', 'error', 'tau_int', 'tau_int_error', 'samples', 'formatted'];

/** Empty cells where there is no estimate. */
export const resultsTsv = (results: readonly EstimateFacts[], cut: number): string =>
  [
    `# cut: ${cut} updates; errors: Gamma method`,
    COLUMNS.join('\t'),
    ...results.map(({ name, value, error, tauInt, tauIntError, samples, formatted }) =>
      [name, value, error, tauInt, tauIntError, samples, formatted].map((cell) => cell ?? '').join('\t'),
    ),
  ].join('\n');
