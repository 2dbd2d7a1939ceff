// Addresses of comparisons of two roles.

export const keeps = "names";

/**
 * Returns the address of two roles below `/compare/`: their page or, on a site on which not every pair has one, the table
 * of all roles with the two chosen. The page with the roles in the other order redirects.
 * @param {string} left
 * @param {string} right
 */
export function pairPath(left, right) {
  const some = globalThis.document?.documentElement.dataset.pairs === "some";
  return some ? `?roles=${left},${right}` : `${left}-vs-${right}/`;
}
