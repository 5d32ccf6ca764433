import { commits } from './commits';
import { deployments } from './deployments';
import { issues } from './issues';
import { pulls } from './pulls';
import { releases } from './releases';
import { tags } from './tags';
import { Resource } from './types';
import { workflowRuns } from './workflowRuns';

/** In the order in which a page of each is read, round by round. */
export const RESOURCES = {
  pulls,
  commits,
  deployments,
  workflowRuns,
  issues,
  releases,
  tags,
} satisfies Record<string, Resource>;

export type ResourceId = keyof typeof RESOURCES;
export const RESOURCE_IDS = Object.keys(RESOURCES) as ResourceId[];
