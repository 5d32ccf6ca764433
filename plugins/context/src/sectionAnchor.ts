/** Where on the page a section is. */
export function sectionAnchor(sectionId: string): string {
  return `section-${sectionId}`;
}
