// The diff of two pages. In: a page before and after a change. Out: their differences, and the pairs of nodes that
// correspond. Nothing here changes the page on screen.

/**
 * A difference: the text of a node, attributes of an element, or children of an element, where the nodes `going` of `old`
 * were replaced by the nodes `coming` of `now`.
 * @typedef {{ kind: "text", old: Node, now: Node }} Text
 * @typedef {{ kind: "attributes", old: Element, now: Element, names: string[] }} Attributes
 * @typedef {{ kind: "children", old: Element, now: Element, going: Node[], coming: Node[], before: Node | null }} Children
 * @typedef {Text | Attributes | Children} Change
 */

/** A change is outlined as the smallest of these elements that contains it. */
const BLOCKS = "td, th, li, p, dt, dd, h1, h2, h3, h4, h5, h6, figure, pre, blockquote, summary, table, section";

/**
 * @param {Element} old
 * @param {Element} now
 */
export function compare(old, now) {
  /** @type {Change[]} */
  const changes = [];
  /** @type {[Node, Node][]} */
  const same = [];
  alike(old, now);
  return { changes, same };

  /** @param {Node} old @param {Node} now */
  function alike(old, now) {
    if (old.isEqualNode(now)) {
      visitPairs(old, now, (a, b) => same.push([a, b]));
      return;
    }
    same.push([old, now]);
    if (!(old instanceof Element && now instanceof Element)) {
      changes.push({ kind: "text", old, now });
      return;
    }
    const names = [...new Set([...old.getAttributeNames(), ...now.getAttributeNames()])];
    const differing = names.filter((name) => old.getAttribute(name) !== now.getAttribute(name));
    if (differing.length > 0) changes.push({ kind: "attributes", old, now, names: differing });
    // A common prefix and suffix stay; the nodes between them are compared one by one.
    const [a, b] = [[...old.childNodes], [...now.childNodes]];
    const short = Math.min(a.length, b.length);
    let tail = 0;
    let from = 0;
    while (from < short && a[from].isEqualNode(b[from])) from++;
    while (tail < short - from && a[a.length - 1 - tail].isEqualNode(b[b.length - 1 - tail])) tail++;
    while (from < short - tail && corresponds(a[from], b[from])) from++;
    const [going, coming] = [a.slice(from, a.length - tail), b.slice(from, b.length - tail)];
    if (going.length + coming.length > 0) {
      changes.push({ kind: "children", old, now, going, coming, before: a[a.length - tail] ?? null });
    }
    for (let n = 0; n < from; n++) alike(a[n], b[n]);
    for (let n = 1; n <= tail; n++) alike(a[a.length - n], b[b.length - n]);
  }
}

/** Returns `true` if `old` may have become `now`. @param {Node} old @param {Node} now */
function corresponds(old, now) {
  const id = (/** @type {Node} */ node) => (node instanceof Element ? node.id : "");
  return old.nodeType === now.nodeType && old.nodeName === now.nodeName && id(old) === id(now);
}

/** Calls `visit` with the pairs of nodes of two equal trees. @param {Node} a @param {Node} b @param {(a: Node, b: Node) => void} visit */
export function visitPairs(a, b, visit) {
  visit(a, b);
  for (let [x, y] = [a.firstChild, b.firstChild]; x && y; [x, y] = [x.nextSibling, y.nextSibling]) visitPairs(x, y, visit);
}

/** The nodes of the new page that show a change. @param {Change} change @returns {Node[]} */
export function nodesOf(change) {
  return change.kind === "children" && change.coming.length > 0 ? change.coming : [change.now];
}

/** The blocks that contain nodes, without duplicates. @param {Node[]} nodes */
export function blocks(nodes) {
  const found = nodes.flatMap((node) => elementOf(node)?.closest(BLOCKS) ?? []);
  return [...new Set(found)].filter((element) => element.closest("body"));
}

/** The element itself, or the parent of a text node. @param {Node} node */
export function elementOf(node) {
  return node instanceof Element ? node : node.parentElement;
}
