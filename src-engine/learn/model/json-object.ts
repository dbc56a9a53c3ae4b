/**
 * A JSON object from a stranger's text: no key twice anywhere in it, which JSON.parse would pass over in silence.
 * Test: test/unit/engine/learn/model/safetensors.test.ts.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Place after the text that begins with the quote at `start` of valid JSON. */
const endOfText = (json: string, start: number): number => {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
};

/** The first key that stands twice in one object of valid JSON. */
const doubledKey = (json: string): string | undefined => {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (let at = 0; at < json.length; at++) {
    const token = json[at];
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === '"') {
      const end = endOfText(json, at);
      last = json.slice(at, end);
      at = end - 1;
    } else if (token === ':') {
      const key = String(JSON.parse(last));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
};

/** The object, or what is wrong with the text, as the end of a sentence. */
export const readJsonObject = (text: string): JsonObject | string => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isJsonObject(value)) return 'is not a JSON object';
  const doubled = doubledKey(text);
  return doubled === undefined ? value : `has the key ${JSON.stringify(doubled.slice(0, 80))} twice`;
};
