import { commits } from './commits';
import { deployments } from './deployments';
import { issues } from './issues';
import { mergeRequests } from './mergeRequests';
import { pipelines } from './pipelines';
import { releases } from './releases';
import { tags } from './tags';
import { Resource } from './types';

/** A kind of thing that is imported. */
export type ResourceId =
  | 'mergeRequests'
  | 'commits'
  | 'deployments'
  | 'pipelines'
  | 'issues'
  | 'releases'
  | 'tags';

/** In the order in which a page of each is read, round by round. */
export const RESOURCES: Record<ResourceId, Resource> = {
  mergeRequests,
  commits,
  deployments,
  pipelines,
  issues,
  releases,
  tags,
};
export const RESOURCE_IDS = Object.keys(RESOURCES) as ResourceId[];
