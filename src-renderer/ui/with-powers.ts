/** Powers in plain texts, raised: `8^4` becomes 8⁴. Test: test/unit/renderer/ui/with-powers.test.ts. */
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export const withPowers = (text: string): string =>
  text.replace(
    /(?<=[\dA-Za-z)])\^(-?)(\d+)/g,
    (_, minus: string, digits: string) =>
      `${minus && '⁻'}${[...digits].map((digit) => raised[Number(digit)]).join('')}`,
  );
