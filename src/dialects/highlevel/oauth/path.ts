/** The vendor's paths of OAuth. The page stands on a host of its own there, under either path. */

export const consentPaths = ['/oauth/chooselocation', '/v2/oauth/chooselocation'] as const;
export const tokenPath = '/oauth/token';
/** As older versions spell it, and v3. */
export const locationTokenPaths = ['/oauth/locationToken', '/oauth/location-token'] as const;
export const installedPaths = ['/oauth/installedLocations', '/oauth/installed-locations'] as const;
