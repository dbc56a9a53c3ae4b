/**
 * Numbers as people type them into fields: 0.25, 1e-3, −2 (with either minus), spaces between digits. A decimal comma is not guessed
 * at. Test: test/unit/renderer/ui/parse-number.test.ts.
 */
import { common } from '../text/common.ts';

export interface NumberRule {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly integer?: boolean | undefined;
}

export type ParsedNumber =
  | { readonly value: number; readonly problem: null }
  | { readonly value: null; readonly problem: string | null };

const shape = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** An empty text is no number and no problem. */
export const parseNumber = (text: string, rule: NumberRule = {}): ParsedNumber => {
  const plain = text.replace(/[\s_\u202f\u00a0]/g, '').replace('−', '-');
  if (plain === '') return { value: null, problem: null };
  if (/^[+-]?\d+,\d+$/.test(plain)) return { value: null, problem: common.decimalComma };
  if (!shape.test(plain)) return { value: null, problem: common.notANumber };
  const value = Number(plain);
  if (!Number.isFinite(value)) return { value: null, problem: common.notANumber };
  if (rule.integer && !Number.isInteger(value)) return { value: null, problem: common.notAnInteger };
  const { min, max } = rule;
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    const [low, high] = [String(min), String(max)];
    const problem =
      max === undefined
        ? common.atLeast(low)
        : min === undefined
          ? common.atMost(high)
          : common.between(low, high);
    return { value: null, problem };
  }
  return { value, problem: null };
};
