/** Who may use a route. */
export interface RouteRule {
  /** Names of the permissions that are asked for. */
  permissions: string[];
  /** What else decides, in a sentence. */
  note: string;
}
