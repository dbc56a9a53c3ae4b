/**
 * The one address that pages come from: app://plaquette/. Addresses are read with a parser, never compared as text.
 * Test: test/unit/main/security/app-address.test.ts.
 */
export const APP_SCHEME = 'app';
export const APP_HOST = 'plaquette';
export const START_ADDRESS = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** The parsed address if it is one of ours, without user, port or other disguise. */
export const ownAddress = (address: string): URL | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const own =
    url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === '';
  return own ? url : undefined;
};
