import {
  DocumentNode,
  execute,
  GraphQLError,
  GraphQLFieldResolver,
  parse,
  validate,
} from 'graphql';
import { costOf, MOST_NODES } from './cost';
import { GithubError } from './errors';
import { GraphqlContext } from './GraphqlContext';
import { queryRoot } from './nodes/query';
import { githubSchema } from './schema';

/** What is posted to the GraphQL endpoint. */
export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

/** What is answered, always with status 200. */
export interface GraphqlAnswer {
  data?: unknown;
  errors?: unknown[];
}

/** A field is what the node has by its name; what it lacks is an error. */
const fieldResolver: GraphQLFieldResolver<
  Record<string, unknown>,
  GraphqlContext
> = (source, args, context, info) => {
  const value = source[info.fieldName];
  if (typeof value === 'function') return value(args, context, info);
  if (value !== undefined) return value;
  throw new Error(
    `The player has no field ${info.parentType.name}.${info.fieldName}`,
  );
};

function answered(error: GraphQLError) {
  const { message, path, locations, originalError } = error;
  return originalError instanceof GithubError
    ? { type: originalError.type, path, locations, message }
    : { path, locations, message };
}

function checked(request: GraphqlRequest): DocumentNode | GraphQLError[] {
  try {
    const document = parse(request.query);
    const errors = validate(githubSchema(), document);
    return errors.length ? [...errors] : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** Answers a query, as far as the model goes. */
export async function answerGraphql(
  request: GraphqlRequest,
  base: Omit<GraphqlContext, 'cost'>,
): Promise<GraphqlAnswer> {
  const document = checked(request);
  if (Array.isArray(document)) return { errors: document.map(answered) };
  const cost = costOf(document, request.variables);
  if (cost.nodes > MOST_NODES) {
    return {
      errors: [
        {
          type: 'MAX_NODE_LIMIT_EXCEEDED',
          message:
            `This query requests up to ${cost.nodes.toLocaleString('en')} ` +
            `possible nodes which exceeds the maximum limit of 500,000.`,
        },
      ],
    };
  }
  if (!base.rateLimit.take(cost.points)) return rateLimited();
  const context: GraphqlContext = { ...base, cost };
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: queryRoot(context),
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver,
  });
  return {
    data: result.data,
    ...(result.errors && { errors: result.errors.map(answered) }),
  };
}

/** The primary rate limit, which GraphQL reports with status 200. */
export function rateLimited(): GraphqlAnswer {
  return {
    errors: [
      { type: 'RATE_LIMITED', message: 'API rate limit already exceeded.' },
    ],
  };
}
