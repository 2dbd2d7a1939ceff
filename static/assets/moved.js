// Redirects to the page's new address, keeping the query and the fragment, unless the new address has a query. The `refresh` for readers without scripts
// has a fixed address, so it loses both.
const link = document.querySelector("a");
if (link) {
  const target = new URL(link.href);
  if (!target.search) target.search = location.search;
  target.hash = location.hash;
  location.replace(target);
}
