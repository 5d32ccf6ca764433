/** A repository, as the catalog and its vendor call it. */
export interface ImportedRepository {
  /** `host/owner/name` as the catalog claims it. */
  claimed: string;
  /** The same, as the vendor calls it now. */
  now: string;
  archived: boolean;
}

/** What people should know of the repository itself. */
export function repositoryNotes(
  vendor: string,
  { claimed, now, archived }: ImportedRepository,
): string[] {
  const notes: string[] = [];
  if (now !== claimed) {
    notes.push(
      `On ${vendor} ${claimed} is now ${now}. What is imported stays under ${claimed}, which the catalog names; webhooks speak of ${now}. Put the new name into the catalog.`,
    );
  }
  if (archived) {
    notes.push(`It is archived on ${vendor}: nothing new will come.`);
  }
  return notes;
}

/**
 * Said while nothing else can be.
 *
 * @param until - ISO 8601
 */
export function waitingNote(vendor: string, until: string): string {
  return `Waiting for ${vendor}'s rate limit until ${until}.`;
}
