/** Sends a file to the server, which keeps it for its lifetime and answers a handle. Asks first, because a refused upload cannot be answered. */
import type { Place, Reply } from '../../src-main/contract/index.ts';
import { connectionText } from '../text/connection.ts';
import { TOKEN_HEADER } from './server-access.ts';

const SIZE_HEADER = 'x-plaquette-size';

const broke: Reply<never> = {
  ok: false,
  error: { code: 'ipc.gone', message: connectionText.uploadBroke, remedy: connectionText.uploadRemedy },
};

const asReply = (text: string): Reply<Place> => {
  try {
    return JSON.parse(text) as Reply<Place>;
  } catch {
    return broke;
  }
};

/** XMLHttpRequest, because `fetch` does not tell how much has gone. */
const put = (
  address: string,
  token: string,
  file: File,
  onProgress: (fraction: number) => void,
): Promise<Reply<Place>> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader(TOKEN_HEADER, token);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(asReply(request.responseText));
    request.onerror = () => resolve(broke);
    request.send(file);
  });

export const sendFile = async (
  token: string,
  file: File,
  onProgress: (fraction: number) => void = () => {},
): Promise<Reply<Place>> => {
  const address = `upload/${encodeURIComponent(file.name)}`;
  try {
    const headers = { [TOKEN_HEADER]: token, [SIZE_HEADER]: String(file.size) };
    const room = asReply(await (await fetch(address, { headers, cache: 'no-store' })).text());
    return room.ok ? put(address, token, file, onProgress) : room;
  } catch {
    return broke;
  }
};
