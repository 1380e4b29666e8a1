/** Equal to the version in package.json (house-check compares them); sent as part of the User-Agent. */
export const version = "0.0.0";
