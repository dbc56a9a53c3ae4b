/** The folder where the user keeps documents. Linux may name none, or the home folder, although there is one of the usual name. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

const named = (): string => {
  try {
    return app.getPath('documents');
  } catch {
    return homedir();
  }
};

export const documents = (): string => {
  const folder = named();
  const usual = join(homedir(), 'Documents');
  return folder === homedir() && existsSync(usual) ? usual : folder;
};
