import {
  Chain,
  ChainResponse,
  ChainsResponse,
  NodeSummary,
} from '@throughline/plugin-trace-common';
import {
  chains,
  hoursAgo,
  retryCapture,
  retryCaptureChain,
  someChains,
} from './fixtures';

const [ticket] = retryCapture.tickets;

/** A change about a restricted ticket, to who may not read its words. */
export const hiddenChange: Chain = {
  ...retryCapture,
  id: 'change:github.com/acme/payments#500',
  number: 500,
  title: 'Restricted',
  url: undefined,
  restricted: 'hidden',
  authorship: {
    value: 'agent',
    evidence: [{ says: 'agent', rule: 'branch', text: '' }],
  },
  tickets: [
    {
      ...ticket,
      id: 'issue:SEC-12',
      key: 'SEC-12',
      title: undefined,
      url: undefined,
      restricted: 'hidden',
    },
  ],
  incidents: [
    {
      id: 'issue:INC-7',
      key: 'INC-7',
      title: 'Restricted',
      state: 'open',
      openedAt: hoursAgo(5),
      restricted: 'hidden',
    },
  ],
};

/** Another one, to who may read them. */
export const shownChange: Chain = {
  ...retryCapture,
  id: 'change:github.com/acme/payments#501',
  number: 501,
  title: 'Close the hole',
  restricted: 'shown',
};

const HIDDEN_TITLES: Record<string, string> = {
  ticket: 'Restricted ticket SEC-12',
  change: 'Restricted change #500',
};

function hiddenNode(node: NodeSummary): NodeSummary {
  const title = HIDDEN_TITLES[node.kind];
  return title
    ? { ...node, title, url: undefined, restricted: 'hidden' }
    : { ...node, url: undefined };
}

/** {@link hiddenChange} with its links, none of which quotes a text. */
export const hiddenChangeChain: ChainResponse = {
  chain: hiddenChange,
  steps: retryCaptureChain.steps.map(({ step, nodes }) => ({
    step,
    nodes: nodes.map(({ node, link, detail }) => ({
      node: hiddenNode(node),
      link: link && { ...link, text: undefined },
      detail,
    })),
  })),
  unlinked: [],
  companions: [
    {
      id: shownChange.id,
      title: 'Restricted',
      number: 501,
      restricted: 'hidden',
    },
  ],
};

/** An entity with both, among others. */
export const restrictedChains: ChainsResponse = {
  ...someChains,
  items: [hiddenChange, shownChange, ...chains],
};
