/**
 * Text for a report, without what names the user: folders of a path are left out but the last, home is `~`.
 * Test: test/unit/main/host/shorten-paths.test.ts.
 */

/** Two or more parts after a root, `~`, or a drive; not inside an address such as https://host/page, and up to what ends an unquoted path. */
const PATH = /(?<![\w.:/\\])(?:~|[A-Za-z]:|\\)?(?:[/\\][^\s/\\"'`<>|:;,)\]}]+){2,}/g;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const shortenPaths = (text: string, home: string, user: string): string => {
  const plain = text.replaceAll('file://', '');
  const atHome = home.length > 1 ? plain.replaceAll(home, '~') : plain;
  const short = atHome.replace(PATH, (path) => {
    const parts = path.split(/[/\\]/).filter((part) => part !== '');
    return parts.length > 2 || parts[0] !== '~' ? `.../${parts.slice(-2).join('/')}` : path;
  });
  // names of accounts that are ordinary words would spoil the text
  return user.length > 3 ? short.replace(new RegExp(`\\b${escaped(user)}\\b`, 'g'), '<user>') : short;
};
