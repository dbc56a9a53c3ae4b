/** The host calls that a page in a browser answers itself: downloads, the clipboard, its title, another tab. */
import type { Args, CallName, Place, Reply } from '../../src-main/contract/index.ts';
import { connectionText } from '../text/connection.ts';

const done: Reply<never> = { ok: true, value: null as never };

/** A download has a name and no path; nothing resolves its handle. */
const downloaded = (name: string): Reply<Place> => ({
  ok: true,
  value: { handle: `h-${'0'.repeat(32)}`, name, folder: connectionText.downloads, kind: 'file' },
});

const download = ({ suggestedName, mime, bytes }: Args<'host.saveExport'>): Reply<Place> => {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = suggestedName;
  link.click();
  // the browser has its own hold on the data by then
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return downloaded(suggestedName);
};

/** Where the page came over plain http from another machine, browsers offer no clipboard but this. */
const copyByHand = (text: string): boolean => {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
};

const copy = async (text: string): Promise<Reply<never>> => {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    if (copyByHand(text)) return done;
    const { copyFailed, copyRemedy } = connectionText;
    return { ok: false, error: { code: 'host.unsupported', message: copyFailed, remedy: copyRemedy } };
  }
};

/** The address of a tab names it (see takeToken), and the workspace that it is for, so that a reload shows the same one. */
const openTab = (workspace: string | null): Reply<never> => {
  const query = new URLSearchParams({ tab: Date.now().toString(36) });
  if (workspace !== null) query.set('open', workspace);
  window.open(`${location.pathname}?${query}`);
  return done;
};

type Answers = { readonly [N in CallName]?: (args: Args<N>) => Reply<unknown> | Promise<Reply<unknown>> };

const answers: Answers = {
  'host.saveExport': download,
  'host.copyText': ({ text }) => copy(text),
  'host.describeWindow': ({ title }) => {
    document.title = title;
    return done;
  },
  // the server knows the address
  'host.openExternal': ({ page }) => {
    window.open(`outside/${page}`, '_blank', 'noopener');
    return done;
  },
  'host.openWindow': ({ workspace }) => openTab(workspace),
};

/** Undefined for calls that the server answers. */
export const answerInPage = (name: CallName, args: unknown): Promise<Reply<never>> | undefined => {
  const answer = answers[name] as ((args: unknown) => Reply<never> | Promise<Reply<never>>) | undefined;
  return answer === undefined ? undefined : Promise.resolve(answer(args));
};
