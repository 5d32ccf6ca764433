import { GraphQLResolveInfo } from 'graphql';
import { connection, PageArguments } from '../connection';

/** The labels of a pull request or an issue. */
export function labelsConnection(labels: string[]) {
  return (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
    connection(
      {
        items: labels,
        id: it => it,
        node: it => ({
          __typename: 'Label',
          id: `LA_${it}`,
          name: it,
          color: 'ededed',
          description: null,
        }),
      },
      args,
      info,
    );
}
