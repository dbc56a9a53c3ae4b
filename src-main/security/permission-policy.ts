/**
 * What a page may use of the browser's permissions: nothing. The clipboard, notifications and files are reached through host calls, which
 * check what they are given. Test: test/unit/main/security/permission-policy.test.ts.
 */
const granted: ReadonlySet<string> = new Set();

export const mayUse = (permission: string): boolean => granted.has(permission);
