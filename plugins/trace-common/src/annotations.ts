/** Globs, relative to the repository's root, that belong to the entity. Comma separated. */
export const ANNOTATION_PATHS = 'throughline.dev/paths';
/** Ticket prefixes that count for the entity, e.g. `PAY,CHK`. */
export const ANNOTATION_TICKET_KEYS = 'throughline.dev/ticket-keys';
/** The names deployments call the entity by. Comma separated; default: the entity's name. */
export const ANNOTATION_SERVICE = 'throughline.dev/service';
/** As everywhere in Backstage: the PagerDuty service of an entity. */
export const ANNOTATION_PAGERDUTY_SERVICE_ID = 'pagerduty.com/service-id';
/** Marks demo data, so that nobody takes it for their own. */
export const ANNOTATION_DEMO = 'throughline.dev/demo';
/** As everywhere in Backstage: `owner/name` on GitHub. */
export const ANNOTATION_GITHUB_PROJECT_SLUG = 'github.com/project-slug';
/** As everywhere in Backstage: `group/project` on GitLab. */
export const ANNOTATION_GITLAB_PROJECT_SLUG = 'gitlab.com/project-slug';
/** The forge login of a User entity. */
export const ANNOTATION_GITHUB_USER_LOGIN = 'github.com/user-login';
/** The forge login of a User entity. */
export const ANNOTATION_GITLAB_USER_LOGIN = 'gitlab.com/user-login';
/** The Jira project whose keys count for the entity. */
export const ANNOTATION_JIRA_PROJECT_KEY = 'jira/project-key';
