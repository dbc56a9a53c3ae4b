/** The binary format of a module with one function, `run(begin, end, context, partials)`, over an imported memory `m.m`. */

export const pushUleb = (out: number[], value: number): void => {
  let n = value;
  do {
    let b = n % 128;
    n = Math.floor(n / 128);
    if (n > 0) b |= 128;
    out.push(b);
  } while (n > 0);
};

const section = (id: number, content: readonly number[]): number[] => {
  const out = [id];
  pushUleb(out, content.length);
  for (const b of content) out.push(b);
  return out;
};

const I32 = 0x7f;
/** Pages of 64 KiB: the largest memory a 32-bit address reaches. */
export const MAX_PAGES = 65536;

/** `shared`: whether the memory is shared between threads. */
export const encodeModule = (body: Uint8Array, shared: boolean): Uint8Array<ArrayBuffer> => {
  const name = (text: string): number[] => [text.length, ...Array.from(text, (c) => c.charCodeAt(0))];
  const limits: number[] = shared ? [3, 1] : [1, 1];
  pushUleb(limits, MAX_PAGES);
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const parts: number[][] = [
    head,
    section(1, [1, 0x60, 4, I32, I32, I32, I32, 0]),
    section(2, [1, ...name('m'), ...name('m'), 2, ...limits]),
    section(3, [1, 0]),
    section(7, [1, ...name('run'), 0, 0]),
  ];
  const size: number[] = [];
  pushUleb(size, body.length);
  const codeHead = [10];
  pushUleb(codeHead, 1 + size.length + body.length);
  codeHead.push(1, ...size);
  parts.push(codeHead);
  const before = parts.reduce((n, p) => n + p.length, 0);
  const out = new Uint8Array(before + body.length);
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  out.set(body, at);
  return out;
};
