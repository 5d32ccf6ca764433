/** Whose rules a CODEOWNERS file is read by. */
export type Dialect = 'github' | 'gitlab';

/** Who a line names. */
export interface CodeOwner {
  /**
   * `account`: on GitLab `@name` is a user or a group, and only GitLab knows
   * which. `role`: everybody who has it in the project.
   */
  type: 'user' | 'team' | 'account' | 'email' | 'role';
  /** Without the `@`; of a team with its organisation, e.g. `shop/payments`. */
  name: string;
}

/** A line that says who owns what. */
export interface OwnerRule {
  /** Counted from 1. */
  line: number;
  /** As written. */
  pattern: string;
  /** Nobody: what it matches is owned by no one, whatever stands above. */
  owners: CodeOwner[];
  /** Index in `sections`. */
  section: number;
  /** On GitLab: what it matches needs nobody of its section. */
  excludes: boolean;
}

/** Lines that are looked at apart from the others; GitHub has one, unnamed. */
export interface OwnerSection {
  /** As first written; none: the lines before any heading. */
  name?: string;
  /** Its owners are asked, and the change does not wait for them. */
  optional: boolean;
  /** How many of its owners have to approve. */
  approvals: number;
}

/** Why a line, or a part of it, counts for nothing. */
export interface CodeownersProblem {
  /** Counted from 1; none: of the whole file. */
  line?: number;
  kind:
    | 'file-too-large'
    | 'invalid-pattern'
    | 'invalid-owner'
    | 'invalid-section'
    | 'no-owners';
  /** What stands there, cut where it is long. */
  text: string;
  /** What was expected instead. */
  expected: string;
}

/** A CODEOWNERS file, read. */
export interface Codeowners {
  dialect: Dialect;
  rules: OwnerRule[];
  sections: OwnerSection[];
  problems: CodeownersProblem[];
}
