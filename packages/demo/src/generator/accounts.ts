/** The account under which a coding agent opens pull requests. */
export const AGENT = 'copilot-swe-agent[bot]';

/** The account that bumps dependencies. */
export const BUMPER = 'dependabot[bot]';

/** Trailer that an assistant in an editor leaves in a commit. */
export const ASSISTANT_TRAILER =
  'Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>';
