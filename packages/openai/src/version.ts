/** Equal to the version in package.json (a test compares them); sent as part of the User-Agent. */
export const version = "0.0.0";
