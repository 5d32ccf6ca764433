import { JsonObject } from '@backstage/types';

interface CommonDelivery {
  /** Unique, and the same on every start of the demo. */
  id: string;
  /** Name of the repository it speaks of. */
  repository: string;
  /** What it belongs to, e.g. one change: such deliveries are sent together. */
  group: string;
  /** When the vendor would have sent it, in milliseconds. */
  at: number;
}

/** A webhook delivery of GitHub. */
export interface GithubDelivery extends CommonDelivery {
  door: 'github';
  /** `x-github-event` */
  event: string;
  payload: JsonObject;
}

/** An upload of JUnit XML by a CI job. */
export interface JunitDelivery extends CommonDelivery {
  door: 'junit';
  query: { repository: string; sha: string; job: string; attempt: string };
  body: string;
}

/** What is sent to the ingest route. */
export type Delivery = GithubDelivery | JunitDelivery;
