import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_GITHUB_USER_LOGIN,
  ANNOTATION_GITLAB_USER_LOGIN,
  RepositoryName,
} from '@throughline/plugin-trace-common';

const FORGES = [
  { name: 'github', annotation: ANNOTATION_GITHUB_USER_LOGIN },
  { name: 'gitlab', annotation: ANNOTATION_GITLAB_USER_LOGIN },
];

/** How long the annotations of a user are taken to be what they were. */
const KEPT_MS = 60_000;
/** Users whose annotations are kept at the most. */
const MAX_KEPT = 2_000;

type Annotations = Record<string, string>;

/**
 * Readers' own logins on forges, from the annotations of their catalog user.
 *
 * Annotations are kept for a minute, since every page of chains asks for them.
 * They say which changes are the reader's and never what the reader may see.
 */
export class ReaderLogins {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #kept = new Map<
    string,
    { until: number; annotations: Promise<Annotations> }
  >();

  constructor(services: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = services.auth;
    this.#catalog = services.catalog;
  }

  /**
   * The reader's logins on the forge of a repository, lower case. Empty for
   * services, and for users that name none.
   *
   * The same login may be somebody else's on another forge. Where the host does
   * not tell which forge it is, all of the reader's logins count.
   */
  async on(
    repository: RepositoryName | undefined,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (!this.#auth.isPrincipal(credentials, 'user')) return [];
    const annotations = await this.#annotationsOf(
      credentials.principal.userEntityRef,
    );
    const host = repository?.split('/', 1)[0] ?? '';
    const named = FORGES.filter(({ name }) => host.includes(name));
    return (named.length > 0 ? named : FORGES).flatMap(
      ({ annotation }) => annotations[annotation]?.toLowerCase() || [],
    );
  }

  #annotationsOf(userRef: string): Promise<Annotations> {
    const held = this.#kept.get(userRef);
    if (held && held.until > Date.now()) return held.annotations;
    this.#kept.delete(userRef);
    const annotations = this.#read(userRef);
    this.#kept.set(userRef, { until: Date.now() + KEPT_MS, annotations });
    // What failed is asked again, by the next one who wants to know.
    annotations.catch(() => this.#kept.delete(userRef));
    if (this.#kept.size > MAX_KEPT) {
      this.#kept.delete(this.#kept.keys().next().value!);
    }
    return annotations;
  }

  async #read(userRef: string): Promise<Annotations> {
    const user = await this.#catalog.getEntityByRef(
      userRef,
      // Whether somebody is allowed to see their own user entity says nothing
      // about which changes are theirs.
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return user?.metadata.annotations ?? {};
  }
}
