import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    git?: {
      /**
       * Where clones of repositories with a `url` are kept, relative to the
       * working directory of the backend. It can be deleted at any time: what
       * is missing is cloned again.
       *
       * @defaultValue ".data/git"
       */
      workingDirectory?: string;
      /** The repositories whose history is read. */
      repositories?: Array<{
        /**
         * The repository as `host/owner/name`, e.g. `github.com/acme/shop`: the
         * name under which deliveries of its forge speak of it.
         */
        repository: string;
        /**
         * A clone on this machine, relative to the working directory of the
         * backend. It is read as it is and never fetched or changed. Give
         * either this or `url`.
         */
        path?: string;
        /**
         * What to clone: `https://…`, `ssh://…`, `git@host:owner/name` or
         * `file:///…`, without a password or token in it. Git's own
         * credentials are used (a credential helper or an SSH key).
         */
        url?: string;
        /**
         * Whether the contents of files are cloned from the `url` as well, so
         * that what was copied to a release branch without saying so is
         * recognised by what it changes.
         *
         * @defaultValue false
         */
        contents?: boolean;
        /**
         * The branch whose commits count as delivered.
         *
         * @defaultValue what `origin/HEAD`, else `HEAD`, names
         */
        defaultBranch?: string;
        /**
         * How often to look for news.
         *
         * @defaultValue 15 minutes
         */
        frequency?: HumanDuration | string;
      }>;
    };
  };
}
