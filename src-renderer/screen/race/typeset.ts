/** Plain sentences of the engine with the signs that a page has: tau_int as τint, +- as ±, us as µs. Test: test/unit/renderer/screen/race/race-rows.test.ts. */
export const typeset = (sentence: string): string =>
  sentence
    .replaceAll('tau_int', 'τint')
    .replaceAll(' +- ', ' ± ')
    .replace(/([\d)]) us\b/g, '$1 µs');
