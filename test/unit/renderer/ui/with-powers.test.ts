import { expect, test } from 'vitest';
import { withPowers } from '../../../../src-renderer/ui/with-powers.ts';

test('powers are raised, other uses of the sign are left alone', () => {
  expect(withPowers('8^4 at beta 5.7')).toBe('8⁴ at beta 5.7');
  expect(withPowers('32^3 x 64, a^-2, 10^12')).toBe('32³ x 64, a⁻², 10¹²');
  expect(withPowers('^4 and x^n')).toBe('^4 and x^n');
});
