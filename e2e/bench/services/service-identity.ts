/** How the service of the measured portlets is known at the sso-server. */
export const audience = 'urn:yimen:service:bench';
export const scope = 'bench:read';
