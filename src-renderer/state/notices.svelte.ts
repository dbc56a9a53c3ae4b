/**
 * Notices in the corner of the window. News goes away by itself; problems stay until they are dismissed. The same problem is shown once.
 * Test: test/unit/renderer/state/notices.test.ts.
 */
import type { ContractFailure, Reply } from '../../src-main/contract/index.ts';

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'good' | 'warning' | 'danger';
  readonly title: string | null;
  readonly text: string | null;
  readonly failure: ContractFailure | null;
  /** What the title sums up. */
  readonly several: readonly ContractFailure[];
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const staysMs = 6000;
/** Older ones make room. */
const most = 4;

class Notices {
  list = $state.raw<readonly Notice[]>([]);
}

export const notices = new Notices();
let next = 0;

const add = (notice: Omit<Notice, 'id'>): number => {
  const id = next++;
  notices.list = [...notices.list, { ...notice, id }].slice(-most);
  return id;
};

export const dismiss = (id: number): void => {
  notices.list = notices.list.filter((notice) => notice.id !== id);
};

/** News. `warning` and `danger` stay, and so does what offers an action for twice as long. */
export const notify = (
  text: string,
  options: {
    readonly kind?: Notice['kind'];
    readonly title?: string;
    readonly action?: { readonly label: string; readonly run: () => void };
  } = {},
): void => {
  const { kind = 'info', title = null, action = null } = options;
  const id = add({ kind, title, text, failure: null, several: [], action });
  if (kind === 'info' || kind === 'good')
    setTimeout(() => dismiss(id), action === null ? staysMs : 2 * staysMs);
};

/** A problem that has no better place on the screen. */
export const report = (failure: ContractFailure, action: Notice['action'] = null): void => {
  // who cancelled knows
  if (failure.code === 'task.cancelled') return;
  if (notices.list.some(({ failure: shown }) => shown?.message === failure.message)) return;
  add({ kind: 'danger', title: null, text: null, failure, several: [], action });
};

/** More of them than the corner has room for. */
const crowd = 3;

/** Problems of one action: a few one by one, many in one notice that lists all of them. */
export const reportAll = (failures: readonly ContractFailure[], title: (count: number) => string): void => {
  if (failures.length < crowd) for (const failure of failures) report(failure);
  else
    add({
      kind: 'danger',
      title: title(failures.length),
      text: null,
      failure: null,
      several: failures,
      action: null,
    });
};

/** The value of a reply, or undefined after the problem was shown. */
export const orReport = async <T>(asked: Promise<Reply<T>>): Promise<T | undefined> => {
  const reply = await asked;
  if (reply.ok) return reply.value;
  report(reply.error);
  return undefined;
};
