/** The form of a page's name in its address; the server has the same rule. */
export function slugRule(message: string) {
  return { required: true, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, message };
}
