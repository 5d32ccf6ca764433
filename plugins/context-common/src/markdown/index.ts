export { changesToMarkdown, contextToMarkdown } from './contextToMarkdown';
export { CHARACTERS_PER_TOKEN, estimateTokens, MIN_BUDGET } from './fit';
export type { Markdown } from './fit';
