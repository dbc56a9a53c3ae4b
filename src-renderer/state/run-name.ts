/** What a run is called. */
import type { RunRow } from '../../src-main/contract/index.ts';

export const runName = ({ name, id }: Pick<RunRow, 'name' | 'id'>): string => name ?? id;
