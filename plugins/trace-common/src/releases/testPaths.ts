/**
 * Folders that hold tests in every language's layout: `src/test/java`, `spec/`,
 * `__tests__/`, `testdata/`.
 */
const TEST_FOLDER =
  /(?:^|\/)(?:tests?|specs?|__tests__|e2e|test-?data|fixtures)\//i;
/** `cart.test.ts`, `cart_test.go`, `test_cart.py`, `CartTest.java`, `cart_spec.rb`. */
const TEST_FILE =
  /(?:^|\/)(?:[^/]*[._-](?:test|spec)s?\.[^/.]+|test_[^/]*\.py|[^/]*[a-z0-9](?:Test|Tests|Spec|IT)\.[a-z]+)$/;

/** Whether a path is one of tests or of what only tests read. */
export function isTestPath(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path);
}
