/** The version of this program, as in package.json. Test: test/unit/main/cli/version.test.ts. */
export const version = '0.1.0';
