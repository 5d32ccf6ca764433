/** What is read here of a run, as REST gives it, before it is checked. */
export interface RunItem {
  status: string | null;
  created_at: string;
}

const ACTIONS: Record<string, string> = {
  completed: 'completed',
  in_progress: 'in_progress',
};

/** What the last `workflow_run` about it would have said. */
export function workflowRunPayload(run: RunItem) {
  return {
    action: ACTIONS[run.status ?? ''] ?? 'requested',
    workflow_run: run,
  };
}
