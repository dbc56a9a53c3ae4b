import { describe, expect, it } from 'vitest';
import { isPlainName, isRunId, runId } from '../../../../src-main/workspace/layout.ts';

describe('names', () => {
  it('of runs sort by time and are recognised', () => {
    const id = runId(Date.UTC(2026, 10, 21, 14, 25, 30), 'ab12ffff');
    expect(id).toBe('20261121-142530-ab12');
    expect(isRunId(id)).toBe(true);
    expect(runId(Date.UTC(2026, 10, 21, 14, 25, 31), '0000') > id).toBe(true);
    for (const other of ['..', `${id} (copy)`, `../${id}`, `.new-${id}`, `${id}/x`, id.toUpperCase()])
      expect(isRunId(other)).toBe(false);
  });

  it('of files stay in their folder', () => {
    for (const name of ['a', '00000120-s2.lime', 'links.bin']) expect(isPlainName(name)).toBe(true);
    for (const name of ['', '.', '..', '.hidden', 'a/b', 'a\\b', 'a b', 'ä', 'c:d'])
      expect(isPlainName(name)).toBe(false);
  });
});
