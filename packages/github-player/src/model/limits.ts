/**
 * "Lists a maximum of 250 commits for a pull request" and "Responses include a
 * maximum of 3000 files", as the REST API's documentation says.
 */
export const LISTED_COMMITS = 250;
export const LISTED_FILES = 3000;
