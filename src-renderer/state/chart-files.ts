/** What charts hand out: files go where the user says, text to the clipboard. */
import type { ChartFile } from '../chart/chart-model.ts';
import { runText } from '../text/run.ts';
import { call } from './connection.svelte.ts';
import { notify, orReport } from './notices.svelte.ts';

export const saveChart = async ({ name, mime, bytes }: ChartFile): Promise<void> => {
  const place = await orReport(call('host.saveExport', { suggestedName: name, mime, bytes }));
  if (place !== undefined && place !== null) notify(runText.exported(place.name), { kind: 'good' });
};

export const copyFromChart = async (text: string): Promise<boolean> =>
  (await orReport(call('host.copyText', { text }))) !== undefined;
